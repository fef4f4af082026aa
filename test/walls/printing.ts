import { running, type Wall } from "./files.ts";
import { placeOf } from "./place.ts";
import { over } from "./report.ts";
import { calledName, walk } from "./syntax.ts";

const QUIET = ["design", "domains"];
const LOUD = "src/interop/cli/"; // a command speaks on standard output: that is its contract
const FAULTS = ["error", "warn"];

/** What people wrote must not end in a log: domains and design print nothing, and elsewhere only faults are printed. */
export const nobodyPrints: Wall = (files) =>
  over(running(files), (path, text, report) => {
    if (path.startsWith(LOUD)) return;
    const isQuiet = QUIET.includes(placeOf(path)?.layer ?? "");
    const seen = new Set<number>();
    walk(path, text, {
      MemberExpression: (node) => {
        const { object } = node;
        const stream = calledName(node);
        const name = object.type === "Identifier" ? object.name : "";
        if (name === "process" && (stream === "stdout" || stream === "stderr"))
          report(node, `prints with process.${stream}. Only the command line does; faults go to console.error.`);
        if (name !== "console") return;
        seen.add(object.start);
        if (isQuiet) report(node, `prints with console.${stream}. A room holds people's words, and a log is no place for them.`);
        else if (!FAULTS.includes(stream ?? ""))
          report(node, `prints with console.${stream}. Only faults are printed, with console.error.`);
      },
      Identifier: (node) => {
        if (node.name === "console" && !seen.has(node.start))
          report(node, "takes the console apart. Say console.error where a fault is told.");
      },
    });
  });
