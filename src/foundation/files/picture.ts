/** The largest file that is taken in, as phones make them. */
export const UPLOAD_BYTES = 12 * 1024 * 1024;
export const PHOTO_BYTES = 150 * 1024;
export const SMALL_BYTES = 6 * 1024;

/** An encoded picture: WebP, sizes in pixels. */
export interface Image {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A photo and its small picture for pages; `peakBytes` is the most memory that making them took. */
export interface Picture {
  photo: Image;
  small: Image;
  peakBytes: number;
}

/** What the process says of a picture before the bytes of both: their lengths and sizes, or why it refused. */
export type Told =
  | { photo: Measures; small: Measures; peakBytes: number }
  /** `kind`: no picture that is taken; `pixels`: more than is read; `broken`: it breaks off or makes no sense; `memory`: it wanted too much. */
  | { refused: "kind" | "pixels" | "broken" | "memory" };

export interface Measures {
  bytes: number;
  width: number;
  height: number;
}
