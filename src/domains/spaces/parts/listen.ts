/** Plays what was recorded just now, from this phone's own memory. Returns what ends it; `onEnd` is told once, whoever ended it. */
export async function listenTo(blob: Blob, onEnd: () => void): Promise<() => void> {
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = await context.decodeAudioData(await blob.arrayBuffer());
  source.connect(context.destination);
  source.addEventListener("ended", () => {
    void context.close();
    onEnd();
  });
  source.start();
  return () => source.stop();
}
