// @ts-check
// When each item begins: as it was, and as it will be if everybody keeps to his time from now on. Pure.

/** @typedef {import("./conference.js").State} State */

const minute = 60_000;
/** Nobody is so late, in minutes: the conference is held on another day than the plan's. */
const unlikely = 12 * 60;
/** Vietnam's time is seven hours ahead of universal time. */
const ahead = 7 * 60 * minute;

/** When the first item should begin, in milliseconds since 1970; null when the plan does not say. @param {State} state */
export function plannedStart(state) {
  const { day, start } = state.conference;
  const at = start ? Date.parse(`${day}T${start}:00Z`) - ahead : NaN;
  return Number.isNaN(at) ? null : at;
}

/**
 * For each item when it began or will begin (null when nothing says), and how late the conference is, in minutes.
 * @param {State} state
 * @param {number} now
 * @returns {{starts: Record<string, number | null>, late: number}}
 */
export function scheduleOf(state, now) {
  const { programme } = state.conference;
  const planned = plannedStart(state);
  const hasBegun = state.item !== null || state.phase === "closed";
  /** @type {number | null} */
  let cursor = planned === null ? null : hasBegun ? planned : Math.max(planned, state.phase === "open" ? now : planned);
  let plan = planned;
  let late = 0;
  /** @type {Record<string, number | null>} */
  const starts = {};
  const present = programme.findIndex((item) => item.id === state.item);
  for (const [index, item] of programme.entries()) {
    const was = state.items[item.id];
    const length = item.minutes * minute;
    if (was) cursor = was.started;
    starts[item.id] = isLeftOut(state, item.id, index < present) ? null : cursor;
    if (was && was.ended !== null) cursor = was.ended;
    else if (starts[item.id] !== null && cursor !== null) {
      cursor += length;
      if (item.id === state.item) {
        if (state.phase === "recess" && state.until) cursor = Math.max(state.until, now);
        cursor = Math.max(cursor, now);
      }
    }
    if (plan !== null) plan += length;
    if (item.id === state.item && cursor !== null && plan !== null && state.phase !== "closed") late = Math.round((cursor - plan) / minute);
  }
  // A plan of another day says nothing about being late.
  return { starts, late: Math.abs(late) < unlikely ? late : 0 };
}

/** Whether an item has no time: it was passed over, or the conference went on without it. @param {State} state @param {string} id @param {boolean} isBefore */
export function isLeftOut(state, id, isBefore) {
  // A server that does not say when items began says nothing about those before the present one either.
  return state.notReached.items.includes(id) || (isBefore && !(id in state.items) && Object.keys(state.items).length > 0);
}
