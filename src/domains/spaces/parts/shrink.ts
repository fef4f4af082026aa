const SIDE = 1280; // as the house makes it: more would only take longer to send
const THUMB = 160;
const QUALITY = 0.82;

/** A photo as it leaves this phone, and a little picture of it that a page may show. */
export interface Shrunk {
  blob: Blob;
  shown: string;
  width: number;
  height: number;
}

/**
 * Makes a photo small before it is sent: a few hundred KB instead of megabytes, without the place it was taken at. What this phone cannot
 * read goes as it is, for the house to look at.
 */
export async function shrink(photo: Blob): Promise<Shrunk> {
  try {
    const bitmap = await createImageBitmap(photo);
    const whole = drawn(bitmap, SIDE);
    const shown = drawn(bitmap, THUMB)?.toDataURL("image/jpeg", 0.6) ?? "";
    const blob = await new Promise<Blob | null>((done) => (whole ? whole.toBlob(done, "image/jpeg", QUALITY) : done(null)));
    const { width, height } = whole ?? bitmap;
    bitmap.close();
    return { blob: blob && blob.size < photo.size ? blob : photo, shown, width, height };
  } catch {
    return { blob: photo, shown: "", width: THUMB, height: THUMB };
  }
}

/** On white, as the house lays what is transparent. */
function drawn(bitmap: ImageBitmap, side: number): HTMLCanvasElement | undefined {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
