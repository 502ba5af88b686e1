/** The two languages of the interface, and how a module says its words. */

export const LANGS = ["en", "ja"] as const;
export type Lang = (typeof LANGS)[number];

/** One text in both languages; `{name}` is filled when it is said. */
export type Text = Readonly<Record<Lang, string>>;
export type Words = Readonly<Record<string, Text>>;

/** The language of the page, English where it is neither. */
export function pageLang(): Lang {
  return document.documentElement.lang.startsWith("ja") ? "ja" : "en";
}

/** The text with its values put in; a value that is missing leaves its name visible rather than a gap. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A function that says the words of one dictionary in the language of the page. */
export function speaker<W extends Words>(words: W) {
  return (key: keyof W, values?: Readonly<Record<string, string | number>>): string =>
    fill((words[key] as Text)[pageLang()], values);
}
