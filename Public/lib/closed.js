// @ts-check
// A closed item (phiên kín): who is admitted, and the state that lives only while it lasts. Pure.

import { admittedSites, applied, fold } from "./conference.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Entry} Entry */

/** @param {State} state @param {string | null} site */
export function admits(state, site) {
  const sites = admittedSites(state);
  return sites === null || (site !== null && sites.includes(site));
}

/** Whether whoever reads this is admitted; those who preside always are. @param {State} state */
export function admitsMe(state) {
  return ["chair", "secretariat"].includes(state.you.role) || admits(state, state.you.site);
}

/**
 * The durable state and, during a closed item, the live one: what happens in it is kept in no journal.
 * `isStale` says that the durable state is not known (a page that was opened during the closed item): it must be fetched again.
 * @typedef {{durable: State, live: State | null, isStale: boolean}} Conduct
 */

/** @param {State} state as fetched @returns {Conduct} */
export function conductOf(state) {
  const isClosed = admittedSites(state) !== null;
  return { durable: state, live: isClosed ? state : null, isStale: isClosed };
}

/** What a page shows. @param {Conduct} conduct */
export function shownOf({ durable, live }) {
  return live ?? durable;
}

/** @param {Conduct} conduct @param {Entry} entry @returns {Conduct} */
export function conducted(conduct, entry) {
  const durable = fold(conduct.durable, entry);
  if (durable === conduct.durable) return conduct;
  if (!admittedSites(durable)) {
    return { durable, live: null, isStale: conduct.live !== null && conduct.isStale };
  }
  if (conduct.live === null || entry.event.type === "itemStarted") return { durable, live: durable, isStale: false };
  return { ...conduct, durable, live: fold(conduct.live, entry) };
}

/** @param {Conduct} conduct @param {{at: number, event: Entry["event"]}} entry @returns {Conduct} */
export function conductedUnkept(conduct, entry) {
  return { ...conduct, live: applied(conduct.live ?? conduct.durable, entry) };
}
