// @ts-check
// The interface's words in the reader's language, and times and numbers in the reader's form.

import en from "../locales/en.js";
import vi from "../locales/vi.js";

/** @type {Record<string, Record<string, string>>} */
const locales = { vi, en };
let language = "vi";

/** Adds words that only some pages need. @param {Record<string, Record<string, string>>} more by language */
export function addWords(more) {
  for (const [name, words] of Object.entries(more)) locales[name] = { ...locales[name], ...words };
}

// A page is served in its reader's language, and elements speak as soon as they are there.
useLanguage(globalThis.document?.documentElement.lang);

/** @returns {"vi" | "en"} */
export function currentLanguage() {
  return /** @type {"vi" | "en"} */ (language);
}

/** @param {string | null | undefined} wanted */
export function useLanguage(wanted) {
  language = wanted && wanted in locales ? wanted : "vi";
}

/**
 * The words under `key`, with `{name}` replaced. A key with `.one` beside it is used for the number one.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const words = locales[language];
  const text = (values.count === 1 ? words[`${key}.one`] : undefined) ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);
}

/** `05:18`, `1:02:03`; over time `+01:24`. @param {number} seconds */
export function duration(seconds) {
  const over = seconds < 0;
  // Time left rounds up and time over rounds down, so that both change at the same moment and 00:00 lasts one second.
  const whole = over ? Math.floor(-seconds) : Math.ceil(seconds);
  const parts = [Math.floor(whole / 60) % 60, whole % 60].map((part) => String(part).padStart(2, "0"));
  if (whole >= 3600) parts.unshift(String(Math.floor(whole / 3600)));
  return (over ? "+" : "") + parts.join(":");
}

/** Minutes and seconds in words, as short as truth allows. @param {number} seconds */
export function span(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return say("span.seconds", { count: whole });
  if (whole % 60) return say("span.both", { minutes: Math.floor(whole / 60), seconds: whole % 60 });
  return say("span.minutes", { count: whole / 60 });
}

/**
 * `09:12` in Vietnam, whose conference it is: seven hours ahead of universal time all year, as since 1975. Counted here, since to
 * load a browser's own zones and formats takes longer than all else that a page does before its first picture.
 * @param {number} at @param {boolean} [withSeconds]
 */
export function timeOfDay(at, withSeconds = false) {
  return new Date(at + 7 * 3_600_000).toISOString().slice(11, withSeconds ? 19 : 16);
}

/** `thứ Hai 14/12/2026`. @param {string} day `2026-12-14` */
export function dayInWords(day) {
  const date = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(date);
  const [year, month, date2] = day.split("-");
  return language === "en"
    ? new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(date)
    : `${weekday.replace(/^Thứ/, "thứ")} ${date2}/${month}/${year}`;
}

/** `14:05, 23/11/2026` in Vietnam. @param {number} at milliseconds */
export function momentInWords(at) {
  const day = new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);
  return `${timeOfDay(at)}, ${dayInWords(day)}`;
}

/** @param {number} value @param {number} [digits] */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** `12 kB`, `3,4 MB`. @param {number} bytes */
export function fileSize(bytes) {
  return bytes < 1_048_576 ? `${number(Math.ceil(bytes / 1_024))} kB` : `${number(bytes / 1_048_576, 1)} MB`;
}

/** Remembers the language for the server's pages too. @param {string} wanted */
export function rememberLanguage(wanted) {
  useLanguage(wanted);
  document.cookie = `language=${language}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.lang = language;
}
