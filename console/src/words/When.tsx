import { locale, mark, t } from "./language";

const TIME: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
const DATE: Intl.DateTimeFormatOptions = { ...DAY, year: "numeric" };
const WHOLE: Intl.DateTimeFormatOptions = { dateStyle: "full", timeStyle: "medium" };
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** A moment as short as it may be in the reader's own locale; the whole of it on hover. */
export function When({ at, fine = false }: { at: string | null | undefined; fine?: boolean }) {
  const moment = at ? momentOf(at) : null;
  if (!at || !moment) return null;
  return (
    <time dateTime={at} title={whole(at, moment)}>
      {short(at, moment, fine)}
    </time>
  );
}

/** The hour and minute alone, beneath a heading that names the day; the whole of it on hover. */
export function TimeOf({ at }: { at: string }) {
  const moment = momentOf(at);
  if (!moment) return null;
  return (
    <time dateTime={at} title={whole(at, moment)}>
      {format(moment, TIME)}
    </time>
  );
}

/** The day of a moment as a heading: today and yesterday by name. */
export function dayOf(at: string): string {
  const moment = momentOf(at);
  if (!moment) return at;
  const ago = midnight(new Date()) - midnight(moment);
  if (ago === 0) return t("Today");
  // A day is an hour longer or shorter when the clocks change.
  if (ago > 0 && ago < 26 * 3_600_000) return t("Yesterday");
  const year =
    moment.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" as const };
  return format(moment, { weekday: "long", day: "numeric", month: "long", ...year });
}

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/** A date written out for sentences and tooltips, where no element can stand. */
export function written(at: string): string {
  const moment = momentOf(at);
  return moment ? short(at, moment, true) : at;
}

function short(at: string, moment: Date, fine: boolean): string {
  const now = new Date();
  const day = moment.getFullYear() === now.getFullYear() ? DAY : DATE;
  if (DATE_ONLY.test(at)) return format(moment, day);
  if (moment.toDateString() === now.toDateString()) return format(moment, TIME);
  return format(moment, fine ? { ...day, ...TIME } : day);
}

function whole(at: string, moment: Date): string {
  return DATE_ONLY.test(at) ? format(moment, { dateStyle: "full" }) : format(moment, WHOLE);
}

/** A bare date is that day wherever the reader is, so it is never shifted by a time zone. */
function momentOf(at: string): Date | null {
  const moment = new Date(DATE_ONLY.test(at) ? `${at}T00:00:00` : at);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Chromium knows no Welsh months and days: it says the English ones, which are known here. */
const NAMED = new Set([
  mark("Jan"),
  mark("Feb"),
  mark("Mar"),
  mark("Apr"),
  mark("May"),
  mark("Jun"),
  mark("Jul"),
  mark("Aug"),
  mark("Sept"),
  mark("Oct"),
  mark("Nov"),
  mark("Dec"),
  mark("January"),
  mark("February"),
  mark("March"),
  mark("April"),
  mark("June"),
  mark("July"),
  mark("August"),
  mark("September"),
  mark("October"),
  mark("November"),
  mark("December"),
  mark("Monday"),
  mark("Tuesday"),
  mark("Wednesday"),
  mark("Thursday"),
  mark("Friday"),
  mark("Saturday"),
  mark("Sunday"),
]);

/** Making one costs a browser more than a hundred dates written with it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(moment: Date, how: Intl.DateTimeFormatOptions): string {
  const name = JSON.stringify(how);
  const made = FORMATS.get(name) ?? new Intl.DateTimeFormat(locale, how);
  FORMATS.set(name, made);
  const parts = made.formatToParts(moment);
  return parts.map(({ value }) => (NAMED.has(value) ? t(value) : value)).join("");
}
