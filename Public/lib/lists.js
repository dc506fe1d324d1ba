// @ts-check
// Lists beside the stage: the roll of a site, its documents, its messages. Values for elements to draw. Pure.

import { centralSite, delegateOf, holderAt, inLanguage, siteName } from "./conference.js";
import { siteOfMessage, threads, withSite } from "./messages.js";
import { countsOf, delegatesAt, statuses } from "./roll.js";
import { paperName } from "./stage.js";
import { currentLanguage, say, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./messages.js").Message} Message */

/** The roll of a site, by protocol rank. @param {State} state @param {string | null} site */
export function rollOf(state, site) {
  const delegates = delegatesAt(state, site);
  const counts = countsOf(state, delegates);
  return {
    rows: delegates.map(({ id, name, title }) => ({
      id, name, title: inLanguage(title, currentLanguage()),
      status: state.people[id]?.status ?? null, substitute: state.people[id]?.substitute ?? "",
    })),
    says: [...statuses, "unmarked"].filter((status) => counts[status]).map((status) => `${say(`roll.${status}`)} ${counts[status]}`).join(" · "),
  };
}

/**
 * The documents that a site may present: its own and the centre's.
 * @param {State} state
 * @param {string | null} site the site that would present; null for the centre's staff
 */
export function shelfOf(state, site) {
  const { presentation, phase } = state;
  const centre = centralSite(state)?.id;
  const isCentre = site === null || site === centre;
  const mayPresent = phase === "open" && (isCentre || holderAt(state, site) !== null);
  const presenter = site ?? centre;
  const presents = presentation !== null && presentation.site === presenter;
  return {
    mayPresent,
    why: mayPresent ? "" : say(phase === "open" ? "papers.needsFloor" : "papers.notOpen"),
    presents,
    page: presents && presentation.document ? presentation.page ?? 1 : null,
    pages: state.documents.find(({ id }) => id === presentation?.document)?.pages ?? 0,
    rows: state.documents.filter((paper) => [null, centre, presenter].includes(paper.site)).map((paper) => ({
      id: paper.id, name: paperName(paper), isOn: presents && presentation.document === paper.id,
      detail: [say("papers.pages", { count: paper.pages }), (paper.site === null || paper.site === centre) && !isCentre ? say("papers.centre") : ""].filter(Boolean).join(", "),
    })),
  };
}

/** One message as a row. @param {State} state @param {Message} message @param {string | null} own the site that reads, or null for the centre */
function rowOf(state, { seq, at, from, to, text }, own) {
  const mine = from === own;
  const who = from === null ? say("messages.centre") : siteName(state, from, currentLanguage());
  return { id: String(seq), mine, text, who: [mine ? say("messages.me") : who, to === "all" ? say("messages.toAll") : "", timeOfDay(at)].filter(Boolean).join(", ") };
}

/** The messages of a site as that site reads them. @param {State} state @param {Message[]} messages */
export function threadOf(state, messages) {
  return messages.map((message) => rowOf(state, message, state.you.site));
}

/** The messages with one site as the centre reads them. @param {State} state @param {Message[]} messages @param {string | null} site */
export function deskThreadOf(state, messages, site) {
  return withSite(messages, site).map((message) => rowOf(state, message, null));
}

/** The sites that wrote or were written to, those with news first. @param {State} state @param {Message[]} messages @param {Record<string, number>} read */
export function inboxOf(state, messages, read) {
  return threads(messages, read).map(({ site, last, unread }) => ({
    site, unread, name: siteName(state, site, currentLanguage()), at: timeOfDay(last.at),
    text: `${last.from === null ? `${say("messages.me")}: ` : ""}${last.text}`,
  }));
}

/** The newest message from the centre that a site has not seen. @param {State} state @param {Message[]} messages @param {number} read */
export function newsOf(state, messages, read) {
  const news = messages.filter((message) => message.from === null && message.seq > read && (siteOfMessage(message) === state.you.site));
  const last = news.at(-1);
  return last ? { seq: last.seq, unread: news.length, who: `${say("messages.centre")}, ${timeOfDay(last.at)}`, text: last.text } : null;
}

/** Who this is, for a page that is one person's. @param {State} state */
export function myself(state) {
  const delegate = delegateOf(state, state.you.delegate);
  return { name: delegate?.name ?? "", site: siteName(state, state.you.site, currentLanguage()) };
}
