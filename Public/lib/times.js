// @ts-check
// How long everybody has spoken, and what is left of a delegation's budget. Pure.

import { delegateOf } from "./conference.js";
import { spokenAt } from "./effects-floor.js";

/** @typedef {import("./conference.js").State} State */

/**
 * The delegation that a turn counts for: the speaker's own, or the site's if it has exactly one.
 * @param {State} state
 * @param {{site: string, delegate: string | null}} turn
 */
export function delegationOf(state, { site, delegate }) {
  const { delegations } = state.conference;
  const own = delegate ? delegateOf(state, delegate)?.delegation : null;
  if (delegate) return delegations.find(({ id }) => id === own) ?? null;
  const here = delegations.filter((delegation) => delegation.site === site);
  return here.length === 1 ? here[0] : null;
}

/** Every turn with the seconds that it took until `now`, finished or not. @param {State} state @param {number} now */
export function turnsOf(state, now) {
  const seconds = (/** @type {number} */ milliseconds) => Math.trunc(milliseconds / 1000);
  return [
    ...state.speeches.map(({ site, delegate, seconds: took, over }) => ({ site, delegate, seconds: took, over, isOn: false })),
    ...state.interrupted.map((holder) => ({ ...turn(holder, seconds(holder.spokenMilliseconds ?? 0)), isOn: false })),
    ...state.floor.map((holder) => ({ ...turn(holder, seconds(spokenAt(holder, now))), isOn: true })),
  ];
}

/** @param {import("./conference.js").Holder} holder @param {number} seconds */
function turn({ site, delegate, allotted }, seconds) {
  return { site, delegate, seconds, over: Math.max(0, seconds - allotted) };
}

/**
 * Seconds that are left of the budget of whoever would speak; null when there is none.
 * @param {State} state
 * @param {{site: string, delegate: string | null}} speaker
 * @param {number} now
 */
export function budgetLeft(state, speaker, now) {
  const delegation = delegationOf(state, speaker);
  if (!delegation || delegation.minutes === null || delegation.minutes === undefined) return null;
  const spent = turnsOf(state, now).filter((each) => delegationOf(state, each)?.id === delegation.id)
    .reduce((sum, { seconds }) => sum + seconds, 0);
  return { delegation, seconds: delegation.minutes * 60 - spent };
}

/**
 * Totals of the turns by a key, the longest first: how often, how long, how much over time.
 * @param {State} state @param {number} now
 * @param {(turn: {site: string, delegate: string | null}) => string | null} keyOf
 */
export function totals(state, now, keyOf) {
  /** @type {Map<string, {key: string, turns: number, seconds: number, over: number, isOn: boolean}>} */
  const sums = new Map();
  for (const each of turnsOf(state, now)) {
    const key = keyOf(each);
    if (key === null) continue;
    const sum = sums.get(key) ?? { key, turns: 0, seconds: 0, over: 0, isOn: false };
    sums.set(key, { key, turns: sum.turns + 1, seconds: sum.seconds + each.seconds, over: sum.over + each.over, isOn: sum.isOn || each.isOn });
  }
  return [...sums.values()].sort((left, right) => right.seconds - left.seconds);
}
