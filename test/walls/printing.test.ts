import { prove } from "./plant.ts";
import { nobodyPrints } from "./printing.ts";

const domain = (text: string) => ({ "src/domains/spaces/a.ts": text });
const foundation = (text: string) => ({ "src/foundation/jobs/a.ts": text });
const sound = { ...foundation("console.error(error);"), ...domain("log(1);"), "src/interop/cli/index.ts": "console.log(answer);" };

prove("nobody prints", nobodyPrints, sound, [
  ["a domain that prints", domain("console.log(message);"), "a.ts:1 prints with console.log. A room holds people's words"],
  ["a domain that prints a fault", domain("console.error(error);"), "no place for them"],
  ["a foundation that chats", foundation('console.info("hello");'), "Only faults are printed"],
  ["a console handed over", foundation("listen(console.log);"), "Only faults are printed"],
  ["a console taken apart", foundation("const { log } = console;"), "takes the console apart"],
  ["words sent straight out", domain("process.stdout.write(words);"), "prints with process.stdout"],
]);
