import { prove } from "./plant.ts";
import { nothingIsStyledInline, stylesUseTokens } from "./styles.ts";

const sound = {
  "src/design/tokens.css": ":root { --rose: #9d2553; --wide: 720px; }",
  "src/domains/spaces/parts/spaces.css":
    '/* #fff is white, margin-left */\n.message:target { color: var(--rose); border: 1px solid var(--line); margin-inline-start: 1rem; white-space: pre-wrap; }\n#add { content: "red"; inset-inline-start: 0; }',
};
const css = (text: string) => ({ "src/domains/spaces/parts/a.css": text });

prove("styles use tokens", stylesUseTokens, sound, [
  ["a colour in numbers", css(".a { color: #9d2553; }"), "a.css:1 sets a colour of its own (#9d2553)"],
  ["a colour by a function", css(".a {\n  background: oklch(0.5 0.1 10); }"), "a.css:2 sets a colour of its own"],
  ["a colour by name", css(".a { border: 1px solid red; }"), "sets a colour of its own"],
  ["a length in dots", css(".a { padding: 12px; }"), "measures in 12px"],
  ["a left side", css(".a { margin-left: 1rem; }"), "margin-left, which does not turn for Arabic"],
  ["a place at the left", css(".a { position: absolute; left: 0; }"), "does not turn for Arabic"],
  ["words set to the left", css(".a { text-align: left; }"), "does not turn for Arabic"],
]);

prove("nothing is styled inline", nothingIsStyledInline, { "src/design/a.tsx": '<p class="a" />;' }, [
  ["an inline style", { "src/design/a.tsx": '<p style={{ color: "var(--rose)" }} />;' }, "styles inline"],
]);
