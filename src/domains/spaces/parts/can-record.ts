/** Opus, in the files that browsers put it in. An iPhone records it from iOS 18.4 on; what is older cannot, and is not offered to. */
export const VOICE_TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

/** Whether this browser can record a voice note that every other one can play. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== "undefined" && "mediaDevices" in navigator && VOICE_TYPES.some((type) => MediaRecorder.isTypeSupported(type));
