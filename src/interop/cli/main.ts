import { runLine } from "./frame.ts";
import { verbs } from "./verbs.ts";

// What a package prints by itself must not mix with an answer.
console.log = console.error;
process.stdout.on("error", () => process.exit(0)); // whoever read us has read enough

const { exitCode, out, err } = await runLine(process.argv.slice(2), verbs, process.env);
await new Promise<void>((resolve) => process.stderr.write(err, () => resolve()));
await new Promise<void>((resolve) => process.stdout.write(out, () => resolve()));
process.exit(exitCode);
