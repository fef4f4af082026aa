const PROGRAMS = [
  ["Edge", /Edg(e|A|iOS)?\//],
  ["Opera", /OPR\//],
  ["Samsung Internet", /SamsungBrowser\//],
  ["WeChat", /MicroMessenger\//],
  ["Firefox", /(Firefox|FxiOS)\//],
  ["Chrome", /(Chrome|CriOS)\//],
  ["Safari", /Safari\//],
] as const;
const MACHINES = [
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Android", /Android/],
  ["Windows", /Windows/],
  ["Mac", /Mac OS X/],
  ["Linux", /Linux|X11/],
] as const;

/** A browser in the few words by which she knows it again: "Chrome · Android". Versions, which tell devices apart, are not kept. */
export function deviceOf(userAgent: string): string {
  const named = [PROGRAMS, MACHINES].flatMap((list) => list.find(([, sign]) => sign.test(userAgent))?.[0] ?? []);
  return named.join(" · ");
}
