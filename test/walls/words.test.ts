import { prove, type Plant } from "./plant.ts";
import { languagesSayTheSame, wordsAreUsed } from "./words.ts";

const room = "src/domains/spaces";
const words = (locale: string, members: string, more: Record<string, string> = {}): Plant => ({
  [`${room}/words/${locale}.json`]: JSON.stringify({ "home.title": `Home ${locale}`, "home.members": members, ...more }, null, 2),
});
const russian = "{count, plural, one {# участница} few {# участницы} many {# участниц} other {# участницы}}";
const sound = {
  ...words("en", "{count, plural, one {# member} other {# members}}"),
  ...words("zh", "{count, plural, other {# 位成员}}"),
  ...words("ar", "{count, plural, zero {لا} one {عضو} two {عضوان} few {# أعضاء} many {# عضوًا} other {# عضو}}"),
  ...words("ru", russian),
};

prove("languages say the same", languagesSayTheSame, sound, [
  ["a language that is missing", { [`${room}/words/ar.json`]: undefined }, "words/ar.json is missing"],
  [
    "a word that one language lacks",
    { [`${room}/words/zh.json`]: '{"home.members": "{count, plural, other {# 位}}"}' },
    "does not say home.title",
  ],
  ["a word that is empty", { ...words("zh", "{count, plural, other {# 位}}", { "home.title": " " }) }, "says nothing for home.title"],
  [
    "a word that only one language has",
    words("zh", "{count, plural, other {# 位}}", { "home.extra": "x" }),
    "says home.extra, which English does not",
  ],
  [
    "a word said twice",
    { [`${room}/words/zh.json`]: '{\n"home.title": "a",\n"home.title": "b",\n"home.members": "{count, plural, other {#}}"}' },
    "says home.title twice",
  ],
  ["an argument of another name", words("zh", "{number, plural, other {# 位}}"), "has the arguments number:cardinal"],
  ["an argument of another kind", words("zh", "{count} 位"), "has the arguments count:argument"],
  ["an argument more, deep in a plural", words("zh", "{count, plural, other {# 位 {name}}}"), "count:cardinal, name:argument"],
  ["a plural that the language needs", words("ru", russian.replace("few {# участницы} ", "")), 'lacks the plural "few"'],
  ["a message that is none", words("zh", "{count, plural, other {#}"), "is no ICU message"],
  ["words in a deeper object", { [`${room}/words/zh.json`]: '{"home": {"title": "a"}}' }, "not a flat object"],
  ["words without English", { "src/domains/care/words/zh.json": "{}" }, "src/domains/care/words has no en.json"],
]);

const page = `${room}/pages/home.tsx`;

prove(
  "words are used",
  wordsAreUsed,
  {
    [`${room}/words/en.json`]: '{"home.title": "a", "part.member": "b", "part.guest": "c"}',
    [page]: 'w("home.title"); w(`part.${part}`);',
  },
  [
    ["words that nobody says", { [page]: "w(`part.${part}`);" }, "says home.title, which nothing in src/domains/spaces uses"],
    ["a saying without words", { [page]: 'w("home.title"); w(`part.${part}`); w("home.title2");' }, "home.tsx:1 says home.title2"],
    ["a saying that begins like no word", { [page]: 'w("home.title"); w(`part.${part}`);\nw(`role.${part}`);' }, "home.tsx:2 says role.…"],
    [
      "words that only a test says",
      { [page]: "w(`part.${part}`);", [`${room}/a.test.ts`]: 'w("home.title");' },
      "nothing in src/domains/spaces uses",
    ],
  ],
);
