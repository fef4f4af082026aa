import { useEffect, useState } from "preact/hooks";

/** A part of the page that comes to the phone when it is first needed. When it cannot come it is asked for again the next time. */
export function useWhenNeeded<Part>(isNeeded: boolean, load: () => Promise<Part>): Part | undefined {
  const [part, setPart] = useState<Part>();
  useEffect(() => {
    const put = (loaded: Part) => setPart(() => loaded);
    if (isNeeded && !part) void load().then(put, () => {});
  }, [isNeeded, load, part]);
  return part;
}
