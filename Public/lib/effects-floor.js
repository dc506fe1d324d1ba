// @ts-check
// What journal events do to the queue, the floor and the speeches. Pure.

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Holder} Holder */
/** @typedef {import("./conference.js").Speech} Speech */
/** @typedef {Record<string, (state: State, event: any, at: number) => Partial<State>>} Effects */

/** Why a turn ended, by the reason that a revocation names. @type {Record<string, string>} */
const endings = { lineDropped: "lineDropped", recess: "recess", closed: "closed" };

/** @type {Effects} */
export const floorEffects = {
  floorRequested: (state, { site, delegate = null, item = null, kind = "intervention" }, at) => {
    const others = without(state.queue, site);
    const request = { site, delegate, item, since: at, kind };
    // A point of order goes before everything but earlier points of order.
    const place = kind === "pointOfOrder" ? others.filter((other) => other.kind === "pointOfOrder").length : others.length;
    return { queue: [...others.slice(0, place), request, ...others.slice(place)] };
  },
  floorRequestWithdrawn: (state, { site }) => ({ queue: without(state.queue, site) }),
  queueReordered: (state, { sites }) => ({
    queue: [
      ...sites.flatMap((/** @type {string} */ site) => state.queue.filter((request) => request.site === site)),
      ...state.queue.filter((request) => !sites.includes(request.site)),
    ],
  }),
  requestNotReached: (state, { site }) => ({
    notReached: { ...state.notReached, requests: [...state.notReached.requests, ...state.queue.filter((request) => request.site === site)] },
    queue: without(state.queue, site),
  }),

  floorGranted: (state, { site, delegate = null, item = null, seconds, mode }, at) => {
    const asked = state.queue.find((request) => request.site === site);
    const holder = { site, delegate, item, since: at, allotted: seconds, seat: 1, spokenMilliseconds: 0, start: at, kind: asked?.kind ?? "intervention" };
    const queue = without(state.queue, site);
    if (mode === "dialogue") {
      const others = without(state.floor, site);
      return { floor: [...others, { ...holder, seat: others.some((other) => other.seat === 1) ? 2 : 1 }], queue };
    }
    if (mode === "interruption") return { floor: [holder], interrupted: state.floor.map((other) => paused(other, at)), queue };
    return { ...finished(state, at, "replaced"), floor: [holder], queue };
  },
  floorExtended: (state, { site, seconds }) => ({
    floor: state.floor.map((holder) => holder.site === site ? { ...holder, allotted: holder.allotted + seconds } : holder),
  }),
  floorRevoked: (state, { site, reason }, at) => turnEnded(state, site, at, endings[reason] ?? "revoked"),
  floorYielded: (state, { site }, at) => turnEnded(state, site, at, "yielded"),
  floorResumed: (state, _, at) => ({ floor: state.interrupted.map((holder) => ({ ...holder, since: at })), interrupted: [] }),
};

/** Milliseconds that a holder has spoken at `at`, without the time that he was set aside. @param {Holder} holder @param {number} at */
export function spokenAt(holder, at) {
  return (holder.spokenMilliseconds ?? 0) + Math.max(0, at - holder.since);
}

/**
 * Ends every turn, of those who speak and of those who were interrupted.
 * @param {State} state @param {number} at @param {string} end
 * @returns {Pick<State, "floor" | "interrupted" | "speeches">}
 */
export function finished(state, at, end) {
  const speeches = [
    ...state.interrupted.map((holder) => speechOf(holder, holder.spokenMilliseconds ?? 0, end)),
    ...state.floor.map((holder) => speechOf(holder, spokenAt(holder, at), end)),
  ];
  return { floor: [], interrupted: [], speeches: speeches.length ? [...state.speeches, ...speeches] : state.speeches };
}

/** @param {State} state @param {string} site @param {number} at @param {string} end @returns {Partial<State>} */
function turnEnded(state, site, at, end) {
  const speaking = state.floor.find((holder) => holder.site === site);
  const waiting = speaking ? undefined : state.interrupted.find((holder) => holder.site === site);
  const holder = speaking ?? waiting;
  if (!holder) return {};
  const speech = speechOf(holder, speaking ? spokenAt(speaking, at) : holder.spokenMilliseconds ?? 0, end);
  return {
    floor: without(state.floor, site), speeches: [...state.speeches, speech],
    ...(waiting ? { interrupted: without(state.interrupted, site) } : {}),
  };
}

/** @param {Holder} holder @param {number} milliseconds @param {string} end @returns {Speech} */
function speechOf({ site, delegate, item, kind = "intervention", since, start = since, allotted }, milliseconds, end) {
  const seconds = Math.trunc(milliseconds / 1000);
  return { site, delegate, item, kind, start, seconds, allotted, over: Math.max(0, seconds - allotted), end };
}

/** @param {Holder} holder @param {number} at @returns {Holder} */
function paused(holder, at) {
  return { ...holder, spokenMilliseconds: spokenAt(holder, at) };
}

/**
 * @template {{site: string}} T
 * @param {T[]} list
 * @param {string} site
 */
export function without(list, site) {
  return list.filter((entry) => entry.site !== site);
}
