import { useEffect, useState } from "preact/hooks";

/** Does `work` when the page has come to life; the page lives as long as what is on it does. */
export function useOnce(work: () => void): void {
  const [begin] = useState(() => work);
  useEffect(begin, [begin]);
}
