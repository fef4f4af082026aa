export { readUpTo } from "./body.ts";
export { openPictures, type Make, type Pictures } from "./pictures.ts";
export { PHOTO_BYTES, SMALL_BYTES, UPLOAD_BYTES, type Image, type Picture } from "./picture.ts";
