export { readUpTo } from "./body.ts";
export { DOCUMENT_BYTES, DOCUMENT_TYPES, documentFrom, documentKinds, type Document, type DocumentKind } from "./document.ts";
export { openPictures, type Make, type Pictures } from "./pictures.ts";
export { PHOTO_BYTES, SMALL_BYTES, UPLOAD_BYTES, type Image, type Picture } from "./picture.ts";
export { VOICE_BYTES, VOICE_SECONDS, VOICE_SENT_BYTES, voiceFrom, type Voice } from "./voice.ts";
