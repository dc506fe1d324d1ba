// @ts-check
// A closed item (phiên kín): who is admitted, and the state that lives only while it lasts. Pure.

import { admittedSites, applied, fold } from "./conference.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Entry} Entry */
/** What happened in a closed item; `unkept` is its number. @typedef {{unkept?: number, at: number, event: Entry["event"]}} Unkept */

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
 * `unkept` is the number of the last thing known that no journal keeps. `isStale` says that the durable state is not known (a page that
 * was opened during the closed item), `isBehind` that something of the closed item was not heard: either must be fetched again.
 * @typedef {{durable: State, live: State | null, unkept: number, isStale: boolean, isBehind: boolean}} Conduct
 */

/** @param {State} state as fetched @returns {Conduct} */
export function conductOf(state) {
  const isClosed = admittedSites(state) !== null;
  return { durable: state, live: isClosed ? state : null, unkept: state.unkept ?? 0, isStale: isClosed, isBehind: false };
}

/** A state with what was heard since it was asked for; what it has already changes nothing. @param {State} state @param {(Entry | Unkept)[]} heard */
export function caughtUp(state, heard) {
  return heard.reduce((conduct, entry) => "seq" in entry ? conducted(conduct, entry) : conductedUnkept(conduct, entry), conductOf(state));
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
    return { ...conduct, durable, live: null, isStale: conduct.live !== null && conduct.isStale };
  }
  if (conduct.live === null || entry.event.type === "itemStarted") return { ...conduct, durable, live: durable, isStale: false };
  return { ...conduct, durable, live: fold(conduct.live, entry) };
}

/** @param {Conduct} conduct @param {Unkept} entry @returns {Conduct} */
export function conductedUnkept(conduct, entry) {
  const { unkept = conduct.unkept + 1 } = entry;
  if (unkept <= conduct.unkept) return conduct;
  // Numbers are also missing where something was meant for somebody else: the state that is fetched says which it was.
  const isBehind = conduct.isBehind || unkept > conduct.unkept + 1;
  return { ...conduct, live: applied(conduct.live ?? conduct.durable, entry), unkept, isBehind };
}
