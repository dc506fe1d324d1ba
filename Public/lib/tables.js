// @ts-check
// The secretariat's tables: who is there, by kind of site and by site; how long everybody has spoken. Pure.

import { delegateOf, inLanguage, siteName } from "./conference.js";
import { countsOf, delegatesAt, presentAmong, quorumOf, statuses } from "./roll.js";
import { delegationOf, totals } from "./times.js";
import { currentLanguage, duration, number, say } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {{id: string, cells: string[], note?: string, isStrong?: boolean, isAmiss?: boolean}} Row */
/** @typedef {{columns: string[], rows: Row[]}} Table */

/** Kinds of sites, in their order. */
const kinds = ["centre", "ministry", "province", "commune", "mission"];

/** @param {State} state */
export function quorumWords(state) {
  const quorum = quorumOf(state);
  if (!quorum) return { words: say("roll.quorum.none"), isShort: false };
  return { words: say(`roll.quorum.${quorum.unit}`, { present: quorum.present, needed: quorum.needed }), isShort: !quorum.isReached };
}

/** What is counted of delegates, without the columns where nobody is. @param {State} state */
function counted(state) {
  const all = countsOf(state, state.conference.delegates);
  return [...statuses, "unmarked"].filter((status) => status === "present" || all[status] > 0);
}

/** @param {State} state @param {string[]} shown @param {import("./conference.js").Delegate[]} delegates */
function cellsOf(state, shown, delegates) {
  const counts = countsOf(state, delegates);
  return [`${number(presentAmong(state, delegates))}/${number(delegates.length)}`, ...shown.map((status) => counts[status] ? number(counts[status]) : "")];
}

/** Delegates and sites by kind of site. @param {State} state @returns {Table} */
export function rollByKind(state) {
  const { sites, delegates } = state.conference;
  const shown = counted(state);
  const row = (/** @type {string} */ id, /** @type {string} */ name, /** @type {typeof sites} */ of, isStrong = false) => {
    const ids = new Set(of.map((site) => site.id));
    const connected = of.filter((site) => state.attendance[site.id]?.present).length;
    return { id, isStrong, cells: [name, `${number(connected)}/${number(of.length)}`, ...cellsOf(state, shown, delegates.filter(({ site }) => ids.has(site)))] };
  };
  return {
    columns: [say("roll.kind"), say("roll.sites"), say("roll.here"), ...shown.map((status) => say(`roll.${status}`))],
    rows: [
      ...kinds.flatMap((kind) => {
        const of = sites.filter((site) => site.kind === kind);
        return of.length ? [row(kind, say(`roll.kind.${kind}`), of)] : [];
      }),
      row("all", say("roll.all"), sites, true),
    ],
  };
}

/** Delegates by site, those where somebody is missing first. @param {State} state @returns {Table} */
export function rollBySite(state) {
  const shown = counted(state);
  const rows = state.conference.sites.flatMap(({ id }) => {
    const delegates = delegatesAt(state, id);
    if (delegates.length === 0) return [];
    const isAmiss = presentAmong(state, delegates) < delegates.length;
    return [{ id, isAmiss, cells: [siteName(state, id, currentLanguage()), ...cellsOf(state, shown, delegates)] }];
  });
  return {
    columns: [say("roll.site"), say("roll.here"), ...shown.map((status) => say(`roll.${status}`))],
    rows: rows.sort((left, right) => Number(right.isAmiss) - Number(left.isAmiss)),
  };
}

/**
 * Speaking times by person, delegation or site, the longest first.
 * @param {State} state @param {number} now @param {"delegate" | "delegation" | "site"} by
 * @returns {Table}
 */
export function timesTable(state, now, by) {
  const language = currentLanguage();
  const { delegations } = state.conference;
  const keys = { delegate: (/** @type {any} */ turn) => turn.delegate, site: (/** @type {any} */ turn) => turn.site,
    delegation: (/** @type {any} */ turn) => delegationOf(state, turn)?.id ?? null };
  const nameOf = (/** @type {string} */ key) => {
    if (by === "site") return siteName(state, key, language);
    if (by === "delegation") return inLanguage(delegations.find(({ id }) => id === key)?.name, language);
    const delegate = delegateOf(state, key);
    return delegate ? `${delegate.name}, ${siteName(state, delegate.site, language)}` : key;
  };
  const isBudgeted = by === "delegation" && delegations.some(({ minutes }) => minutes);
  const rows = totals(state, now, keys[by]).map(({ key, turns, seconds, over, isOn }) => {
    const minutes = delegations.find(({ id }) => id === key)?.minutes;
    const left = minutes ? minutes * 60 - seconds : null;
    return {
      id: key, isAmiss: over > 0 || (left !== null && left < 0), note: isOn ? say("times.on") : "",
      cells: [nameOf(key), number(turns), duration(seconds), over ? duration(over) : "", ...(isBudgeted ? [left === null ? "" : duration(left)] : [])],
    };
  });
  return {
    columns: [say("times.name"), say("times.turns"), say("times.spoken"), say("times.over"), ...(isBudgeted ? [say("times.left")] : [])],
    rows,
  };
}
