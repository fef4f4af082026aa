/** One whole piece at the head of a stream: a message that was said, or something else. */
export interface Piece {
  /** Where the next piece begins. */
  end: number;
  /** The client's id of the message that it delivers. */
  said?: string;
}

/** Finds the piece that begins at `from`; undefined while it is not whole. */
export type Cut = (bytes: Buffer, from: number) => Piece | undefined;
