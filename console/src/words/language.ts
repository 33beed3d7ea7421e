/** The words of the console in the reader's language; English is what stands in the code. */

export const LANGUAGES = [
  { code: "en", label: "English" },
  { code: "cy", label: "Cymraeg" },
] as const;
export type Language = (typeof LANGUAGES)[number]["code"];
type Said = Record<string, string | number | null | undefined>;

const KEPT = "scandesk-language";
let translated: Record<string, string> = {};

/** What was chosen here, else the first of the browser's languages that there is, else English. */
export const language: Language = chosen();

/** For dates and numbers: the reader's own kind of English, or the language that was chosen; where
 * a browser does not know it, the order of day and month that is usual beside it. */
export const locale = language === "en" ? undefined : [language, "en-GB"];

function chosen(): Language {
  const wanted = [kept(), ...navigator.languages].map((one) => one?.slice(0, 2).toLowerCase());
  const known = wanted.find((one) => LANGUAGES.some(({ code }) => code === one));
  return (known as Language | undefined) ?? "en";
}

/** A browser that keeps nothing for us is no reason to show nothing. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Fetches the words before anything is drawn; without them the page is in English. */
export async function speak(): Promise<void> {
  document.documentElement.lang = language;
  if (language === "en") return;
  const words = await import("./cy.json").catch(() => null);
  if (words) translated = words.default;
  else document.documentElement.lang = "en";
}

/** The page starts anew in this language: every word of it changes. */
export function change(to: Language): void {
  localStorage.setItem(KEPT, to);
  window.location.reload();
}

/** A text in the reader's language, with what stands in its {places}; unknown texts stay. */
export function t(text: string, said: Said = {}): string {
  return filled(translated[text] || text, said);
}

function filled(words: string, said: Said): string {
  return words.replaceAll(/\{(\w+)\}/g, (place, name) => isolated(String(said[name] ?? place)));
}

const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** What is written from the right keeps its own order in a sentence, and the sentence its own. */
function isolated(words: string): string {
  return FROM_THE_RIGHT.test(words) ? `\u2068${words}\u2069` : words;
}

/** CLDR's order of plural forms; a language has some of them, and its text has those, by bars. */
const ORDER: Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

/** A text with its number `{n}` in it: "{n} page|{n} pages", in Welsh of six forms. */
export function plural(amount: number, text: string, said: Said = {}): string {
  const rules = new Intl.PluralRules(translated[text] ? language : "en");
  const known = rules.resolvedOptions().pluralCategories;
  const at = ORDER.filter((one) => known.includes(one)).indexOf(rules.select(amount));
  const forms = (translated[text] || text).split("|");
  return filled(forms[at] ?? text, { n: new Intl.NumberFormat(locale).format(amount), ...said });
}

/** Marks a text that is shown later by `t`, so that the catalogue knows it. */
export function mark(text: string): string {
  return text;
}
