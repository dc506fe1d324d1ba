// @ts-check
// A person and his time, as every page shows them. Pure; words come from `words.js`.

import { inLanguage, itemOf, secondsLeft, siteName, speakerOf } from "./conference.js";
import { currentLanguage, duration, say, span } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Holder} Holder */

/** The digits turn amber in the last minute, or in the last fifth of a speech that is shorter than five minutes. */
const lastPart = (/** @type {number} */ allotted) => Math.min(60, allotted / 5);

/**
 * The timer of one holder.
 * @param {Holder} holder
 * @param {number} now
 */
export function timerOf(holder, now) {
  const left = secondsLeft(holder, now);
  const tone = left < 0 ? "over" : left <= lastPart(holder.allotted) ? "last" : "running";
  return {
    tone,
    digits: duration(left),
    label: say(tone === "over" ? "timer.over" : "timer.left"),
    of: say(tone === "over" ? "timer.overOf" : "timer.leftOf", { span: span(holder.allotted) }),
    share: tone === "over" ? 100 : Math.max(0, Math.min(100, (100 * left) / holder.allotted)),
  };
}

/** A person as a line and a half: name, site, titles cut at their commas. @param {State} state @param {{site: string, delegate: string | null, item: string | null}} of */
export function personOf(state, of) {
  const language = currentLanguage();
  const delegate = speakerOf(state, of);
  const site = siteName(state, of.site, language);
  return delegate
    ? { name: delegate.name, site, titles: titlesOf(inLanguage(delegate.title, language)) }
    : { name: site, site: "", titles: titlesOf(inLanguage(itemOf(state, of.item)?.title, language)) };
}

/** The name, and the site where it is another. @param {State} state @param {{site: string, delegate: string | null, item: string | null}} of */
export function personLine(state, of) {
  const { name, site } = personOf(state, of);
  return [name, site].filter(Boolean).join(", ");
}

/** Titles break at commas, never inside a title. @param {string} title */
export function titlesOf(title) {
  return title.split(/(?<=,)\s+/).filter(Boolean);
}
