import { useEffect } from "preact/hooks";
import { island } from "#foundation/islands";
import { keepOnPhone } from "./on-phone.ts";

interface Props {
  worker: string;
  /** Whose phone it is: what lies here of anyone else goes. */
  tag: string;
  /** Whether the page shows the newest of all that is said here, so that what comes live follows on. */
  isWhole: boolean;
}

/** Shows nothing: lets the worker keep this page, and tells it what comes live. */
export default island("spaces/on-phone", function OnPhone({ worker, tag, isWhole }: Props) {
  useEffect(() => keepOnPhone(worker, tag, isWhole), [worker, tag, isWhole]);
  return null;
});
