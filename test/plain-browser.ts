import type { TestHouse } from "./house.ts";

/** A browser of her own: it keeps cookies, follows nothing, and says which language it speaks. */
export function plainBrowser(house: Pick<TestHouse, "url">, language = "en") {
  const cookies = new Map<string, string>();
  async function go(path: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(house.url + path, {
      redirect: "manual",
      headers: { "accept-language": language, cookie, origin: house.url, ...headers },
      ...(fields ? { method: "POST", body: new URLSearchParams(fields) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return { go, cookies, text: async (path: string) => await (await go(path)).text() };
}
export type PlainBrowser = ReturnType<typeof plainBrowser>;

/** Makes herself a name, as the form on /join does. */
export const fill = async (browser: PlainBrowser, alias = "Linden", more: Record<string, string> = {}) =>
  await browser.go("/join", { alias, next: "/me", ...more });
/** The phrase on the page that shows it, as its words stand there. */
export const phraseOn = (html: string, joint = " ") => [...html.matchAll(/<li>([^<]+)<\/li>/g)].map(([, word]) => word).join(joint);
/** The words of a page without its tags. */
export const wordsOn = (html: string) => html.replaceAll(/<(script|style)[\s\S]*?<\/\1>|<[^>]+>/g, " ");
