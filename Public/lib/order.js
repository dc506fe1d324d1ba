// @ts-check
// Who is next: suggestions for the chair, in the order of the rules; the chair may always do otherwise. Pure.

import { admits } from "./closed.js";
import { delegateOf } from "./conference.js";

/** @typedef {import("./conference.js").State} State */
/**
 * One suggestion: a point of order, a speaker of the programme, or a request.
 * @typedef {import("./conference.js").Request & {source: "pointOfOrder" | "programme" | "queue"}} Suggestion
 */

/** Items that are one person's speech. */
const speeches = ["opening", "report", "intervention", "directive", "conclusion", "response", "closing"];

/**
 * Points of order, then the speakers of the programme, then the queue as it stands; each site once, and nobody who has the floor.
 * @param {State} state
 * @returns {Suggestion[]}
 */
export function speakingOrder(state) {
  const queue = (/** @type {boolean} */ areOfOrder) => state.queue.filter(({ kind }) => (kind === "pointOfOrder") === areOfOrder)
    .map((request) => ({ ...request, source: /** @type {"pointOfOrder" | "queue"} */ (areOfOrder ? "pointOfOrder" : "queue") }));
  const taken = new Set([...state.floor, ...state.interrupted].map(({ site }) => site));
  return [...queue(true), ...registered(state), ...queue(false)].filter(({ site }) => {
    if (taken.has(site) || !admits(state, site)) return false;
    taken.add(site);
    return true;
  });
}

/**
 * The speakers of the item under way, unless they have spoken in it, and of the speeches that follow it up to the next item of another
 * kind. While an item that is no speech is under way, a discussion say, the programme suggests nobody.
 * @param {State} state
 * @returns {Suggestion[]}
 */
function registered(state) {
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  /** @type {Suggestion[]} */
  const list = [];
  for (const item of programme.slice(Math.max(0, present))) {
    if (!speeches.includes(item.kind)) break;
    const site = delegateOf(state, item.speaker)?.site ?? item.site;
    const isDone = item.id === state.item ? hasSpoken(state, item.id, site) : item.id in state.items || state.notReached.items.includes(item.id);
    if (site && !isDone) list.push({ site, delegate: item.speaker, item: item.id, since: 0, kind: "intervention", source: "programme" });
  }
  return list;
}

/** @param {State} state @param {string} item @param {string | null} site */
function hasSpoken(state, item, site) {
  return [...state.speeches, ...state.floor, ...state.interrupted].some((turn) => turn.item === item && turn.site === site);
}
