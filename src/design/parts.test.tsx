import { readFile } from "node:fs/promises";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import {
  Choice,
  Dialog,
  Document,
  ErrorSummary,
  Field,
  Fieldset,
  Icon,
  iconNames,
  keepIconsAt,
  RoomLine,
  Say,
  Select,
  Shell,
  Tile,
} from "./index.ts";

const line = { href: "/r", tile: "r", title: "Room", last: "Words", when: "9:12", labels: { quiet: "Quiet", unread: "new messages:" } };
const shell = {
  words: { skip: "Skip", back: "Back", places: "Places" },
  leave: { href: "/leave", label: "Leave" },
  help: { href: "/help", label: "Help" },
};

test("A field in order is labelled and claims no fault", () => {
  const html = renderToString(<Field label="Alias" name="alias" />);
  expect(html).toContain('<label for="alias">Alias</label>');
  expect(html).toContain('dir="auto"');
  expect(html).not.toContain("aria-");
});

test("A field with a hint and a fault is tied to both, and is said to be invalid", () => {
  const html = renderToString(<Field label="Code" name="code" id="c" hint="Six digits" error="This one has five" value="41207" />);
  expect(html).toContain('aria-describedby="c-hint c-error"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain('id="c-hint">Six digits');
  expect(html).toMatch(/<p class="error" id="c-error">.*This one has five/);
  expect(html).toContain('value="41207"');
});

test("A group of choices is tied to its fault as well", () => {
  const html = renderToString(
    <Fieldset legend="Who may come?" id="entry" error="Choose one">
      <Choice name="entry" value="open" label="Anyone" />
    </Fieldset>,
  );
  expect(html).toContain('aria-describedby="entry-error"');
  expect(html).toContain('<input type="radio" name="entry" value="open"');
});

test("The list of faults takes the focus and leads to each field", () => {
  const html = renderToString(<ErrorSummary title="Look again" faults={[{ href: "#alias", text: "Choose an alias" }]} />);
  expect(html).toContain("autofocus");
  expect(html).toContain('href="#alias"');
});

test("What was chosen in a list is chosen again", () => {
  const options = ["a", "b"].map((value) => ({ value, label: value }));
  expect(renderToString(<Select label="L" name="l" options={options} value="b" />)).toMatch(/<option value="b" selected/);
});

test("Every icon that can be named is in the sprite, and no other", async () => {
  const sprite = await readFile(new URL("icons.svg", import.meta.url), "utf8");
  expect([...sprite.matchAll(/<symbol id="([^"]+)"/g)].map(([, name]) => name)).toEqual([...iconNames]);
});

test("Icons and the page point to where the server says the sprite lies", () => {
  keepIconsAt("/assets/icons-1.svg");
  expect(renderToString(<Icon name="back" />)).toContain('href="/assets/icons-1.svg#back"');
  expect(renderToString(<Icon name="back" />)).toContain("flips");
  expect(renderToString(<Icon name="help" />)).not.toContain("flips");
  const html = renderToString(
    <Document locale="ar" direction="rtl" title="Kith" body="<p>x</p>" styles={[]} preloads={[]} scripts={[]} light="night" />,
  );
  expect(html).toContain('<html lang="ar" dir="rtl" data-light="night" data-icons="/assets/icons-1.svg">');
  expect(html).not.toContain("<script");
});

test("Staff wear a round with their initial, members a pattern without one", () => {
  expect(renderToString(<Tile of="m" initial="A" />)).toMatch(/tile staff.*<text[^>]*>A<\/text>/);
  expect(renderToString(<Tile of="m" />)).not.toContain("<text");
});

test("A quiet room keeps its number in grey and does not call", () => {
  const quiet = renderToString(<RoomLine {...line} unread={12} isQuiet />);
  expect(quiet).toContain("count muted");
  expect(quiet).not.toContain("unread");
  expect(renderToString(<RoomLine {...line} unread={3} />)).toMatch(/room unread.*new messages: <\/span>3/);
});

test("Her own message shows neither tile nor name; a professional's says the profession", () => {
  const mine = renderToString(
    <Say tile="m" who="Linden" isMine>
      <p>x</p>
    </Say>,
  );
  expect(mine).not.toContain("Linden");
  expect(mine).not.toContain("<svg");
  const nurse = renderToString(
    <Say tile="m" who="Ada" work="Nurse">
      <p>x</p>
    </Say>,
  );
  expect(nurse).toContain("say professional");
  expect(nurse).toContain("Nurse");
});

test("A stranger's page has Leave and Help and no places", () => {
  const stranger = renderToString(<Shell {...shell}>x</Shell>);
  expect(stranger).toContain('href="/help"');
  expect(stranger).toContain('href="/leave"');
  expect(stranger).not.toContain("<nav");
});

test("A dialog is a page of its own where no script can open it", () => {
  expect(renderToString(<Dialog id="d" title="Leave?" actions="x" isPage />)).toMatch(/^<section.*<h1/);
  expect(renderToString(<Dialog id="d" title="Leave?" actions="x" />)).toMatch(/^<dialog.*<h2/);
});
