import { locale } from "./language";

/** A code of the API as a person would say it: "at-the-desk" becomes "at the desk". */
export function spoken(code: string): string {
  return code.replaceAll(/[-_]/g, " ");
}

/** The same, to open a sentence with. */
export function opening(code: string): string {
  const words = spoken(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A label to go on a sentence with: "The book" becomes "the book"; "CLA ..." stays. */
export function midway(label: string): string {
  return /^\p{Lu}\p{Ll}|^\p{Lu} /u.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

/** Names in one line, whether they came as a list or as one text. */
export function names(people: string[] | string | null | undefined): string {
  return Array.isArray(people) ? people.join("; ") : (people ?? "");
}

/** A size in bytes for people, in the reader's locale. */
export function size(bytes: number): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** step;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: steps[step],
    // "52 byte" is no English.
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step > 1 && amount < 10 ? 1 : 0,
  }).format(amount);
}

export function count(amount: number): string {
  return new Intl.NumberFormat(locale).format(amount);
}
