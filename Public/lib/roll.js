// @ts-check
// Who of the delegates is there, and whether there are enough. Pure.

/** @typedef {import("./conference.js").State} State */

/** What a delegate can be marked as, in the order of the sheet. */
export const statuses = /** @type {const} */ (["present", "late", "absent", "excused", "substituted", "left"]);

/** Those that count as being there. */
const there = ["present", "late", "substituted"];

/** The delegates of a site by protocol rank. @param {State} state @param {string | null} site */
export function delegatesAt(state, site) {
  return state.conference.delegates.filter((delegate) => delegate.site === site).sort((left, right) => left.rank - right.rank);
}

/**
 * How many delegates have each status; `unmarked` are the rest.
 * @param {State} state
 * @param {import("./conference.js").Delegate[]} delegates
 * @returns {Record<string, number>}
 */
export function countsOf(state, delegates) {
  /** @type {Record<string, number>} */
  const counts = { unmarked: 0, ...Object.fromEntries(statuses.map((status) => [status, 0])) };
  for (const { id } of delegates) counts[state.people[id]?.status ?? "unmarked"] += 1;
  return counts;
}

/** Of these delegates, how many are there. @param {State} state @param {import("./conference.js").Delegate[]} delegates */
export function presentAmong(state, delegates) {
  return delegates.filter(({ id }) => there.includes(state.people[id]?.status ?? "")).length;
}

/** The quorum: needed, present, reached; null when the plan has none. @param {State} state */
export function quorumOf(state) {
  const { quorum, sites, delegates } = state.conference;
  if (!quorum) return null;
  const total = quorum.unit === "site" ? sites.length : delegates.length;
  const present = quorum.unit === "site" ? sites.filter(({ id }) => state.attendance[id]?.present).length : presentAmong(state, delegates);
  const needed = Math.ceil((total * quorum.percent) / 100);
  return { unit: quorum.unit, total, needed, present, isReached: present >= needed };
}
