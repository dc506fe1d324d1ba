// @ts-check
// Who is next: suggestions for the chair, in the order of the rules; the chair may always do otherwise. Pure.

import { itemOf } from "./conference.js";

/** @typedef {import("./conference.js").State} State */
/**
 * One suggestion: a point of order, a speaker of the programme, or a request.
 * @typedef {import("./conference.js").Request & {source: "pointOfOrder" | "programme" | "queue"}} Suggestion
 */

/** Items that are one person's speech. */
const speeches = ["opening", "report", "intervention", "directive", "conclusion", "response", "closing"];

/** @param {State} state @returns {Suggestion[]} */
export function speakingOrder(state) {
  const points = state.queue.filter(({ kind }) => kind === "pointOfOrder").map((request) => ({ ...request, source: /** @type {const} */ ("pointOfOrder") }));
  const planned = registered(state);
  const taken = new Set(planned.map(({ site, item }) => `${site} ${item}`));
  const asked = state.queue.filter((request) => request.kind !== "pointOfOrder" && !taken.has(`${request.site} ${request.item}`))
    .map((request) => ({ ...request, source: /** @type {const} */ ("queue") }));
  return [...points, ...planned, ...asked];
}

/**
 * The speakers of the programme who are next: of the item under way, if it has not been spoken in, then of those that follow it up to the
 * next item that is not a speech.
 * @param {State} state
 * @returns {Suggestion[]}
 */
function registered(state) {
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  /** @type {Suggestion[]} */
  const list = [];
  for (const [index, item] of programme.entries()) {
    if (index < present) continue;
    if (!speeches.includes(item.kind)) {
      if (index === present) continue;
      break;
    }
    if (!item.site || isDone(state, item.id)) continue;
    list.push({ site: item.site, delegate: item.speaker, item: item.id, since: 0, kind: "intervention", source: "programme" });
  }
  return list;
}

/** Whether an item needs no speaker any more: passed over, ended, spoken in, or spoken in just now. @param {State} state @param {string} id */
function isDone(state, id) {
  const item = itemOf(state, id);
  if (!item || state.notReached.items.includes(id) || (state.items[id]?.ended ?? null) !== null) return true;
  const own = (/** @type {{site: string, item: string | null}} */ turn) => turn.item === id && turn.site === item.site;
  return state.speeches.some(own) || state.floor.some(own) || state.interrupted.some(own);
}
