// @ts-check
// The conference as every page knows it: the state of `GET api/state`, carried forward by journal entries. Pure.

/** @typedef {{vi: string, en: string}} Text */
/** @typedef {{id: string, name: Text, kind: string, parent: string | null, province: string | null}} Site */
/** @typedef {{id: string, name: string, title: Text, body: Text, site: string, rank: number}} Delegate */
/** @typedef {{id: string, kind: string, title: Text, speaker: string | null, site: string | null, minutes: number}} Item */
/** @typedef {{site: string, delegate: string | null, item: string | null, since: number}} Request */
/** @typedef {Request & {allotted: number, seat: number}} Holder */
/** @typedef {{present: boolean, first: number, since: number | null, left: number | null, seconds: number}} Stay */
/** @typedef {"draft" | "convened" | "open" | "recess" | "closed"} Phase */
/**
 * @typedef {object} State
 * @property {number} seq
 * @property {number} now
 * @property {{session: string, role: string, site: string | null}} you
 * @property {{id: string, title: Text, host: Text, theme: Text, day: string, sites: Site[], delegates: Delegate[], programme: Item[]}} conference
 * @property {Phase} phase
 * @property {string | null} item
 * @property {Request[]} queue
 * @property {Holder[]} floor
 * @property {string} stage
 * @property {string[]} muted
 * @property {Record<string, Stay>} attendance
 */
/** @typedef {{seq: number, at: number, event: {type: string, [field: string]: any}}} Entry */

/**
 * The state after one more journal entry; an entry that is already in it changes nothing.
 * @param {State} state
 * @param {Entry} entry
 * @returns {State}
 */
export function fold(state, entry) {
  if (entry.seq <= state.seq) return state;
  const effect = effects[entry.event.type];
  const change = effect ? effect(state, entry.event, entry.at) : {};
  return { ...state, ...change, seq: entry.seq };
}

/** @type {Record<string, (state: State, event: any, at: number) => Partial<State>>} */
const effects = {
  conferenceCreated: (_, event) => ({
    conference: event.conference, phase: "draft", item: null, queue: [], floor: [], stage: "speaker", muted: [], attendance: {},
  }),
  conferenceConvened: () => ({ phase: "convened" }),
  sessionOpened: () => ({ phase: "open" }),
  sessionRecessed: () => ({ phase: "recess" }),
  sessionResumed: () => ({ phase: "open" }),
  conferenceClosed: () => ({ phase: "closed", floor: [], queue: [] }),

  siteJoined: (state, { site }, at) => attend(state, site, (stay) => stay?.present ? stay
    : { present: true, first: stay?.first ?? at, since: at, left: null, seconds: stay?.seconds ?? 0 }),
  siteLeft: (state, { site }, at) => attend(state, site, (stay) => stay?.present
    ? { ...stay, present: false, since: null, left: at, seconds: stay.seconds + Math.trunc(Math.max(0, at - (stay.since ?? at)) / 1000) }
    : stay),

  itemStarted: (_, { item }) => ({ item }),

  floorRequested: (state, { site, delegate = null, item = null }, at) => ({
    queue: [...without(state.queue, site), { site, delegate, item, since: at }],
  }),
  floorRequestWithdrawn: (state, { site }) => ({ queue: without(state.queue, site) }),
  queueReordered: (state, { sites }) => ({
    queue: [
      ...sites.flatMap((/** @type {string} */ site) => state.queue.filter((request) => request.site === site)),
      ...state.queue.filter((request) => !sites.includes(request.site)),
    ],
  }),

  floorGranted: (state, { site, delegate = null, item = null, seconds, mode }, at) => {
    const others = mode === "dialogue" ? without(state.floor, site) : [];
    const seat = others.some((holder) => holder.seat === 1) ? 2 : 1;
    return { floor: [...others, { site, delegate, item, since: at, allotted: seconds, seat }], queue: without(state.queue, site) };
  },
  floorExtended: (state, { site, seconds }) => ({
    floor: state.floor.map((holder) => holder.site === site ? { ...holder, allotted: holder.allotted + seconds } : holder),
  }),
  floorRevoked: (state, { site }) => ({ floor: without(state.floor, site) }),
  floorYielded: (state, { site }) => ({ floor: without(state.floor, site) }),

  stageLaidOut: (_, { layout }) => ({ stage: layout }),
  siteMuted: (state, { site }) => ({ muted: [...state.muted.filter((other) => other !== site), site].sort() }),
  siteUnmuted: (state, { site }) => ({ muted: state.muted.filter((other) => other !== site) }),
};

/**
 * @template {{site: string}} T
 * @param {T[]} list
 * @param {string} site
 */
function without(list, site) {
  return list.filter((entry) => entry.site !== site);
}

/**
 * @param {State} state
 * @param {string} site
 * @param {(stay: Stay | undefined) => Stay | undefined} change
 */
function attend(state, site, change) {
  const stay = change(state.attendance[site]);
  return stay ? { attendance: { ...state.attendance, [site]: stay } } : {};
}

/** A text in the reader's language, or in the other when it lacks one. @param {Text | null | undefined} text @param {string} language */
export function inLanguage(text, language) {
  if (!text) return "";
  return (language === "en" ? text.en || text.vi : text.vi || text.en) ?? "";
}

/** @param {State} state @param {string | null | undefined} id */
export function siteOf(state, id) {
  return state.conference.sites.find((site) => site.id === id) ?? null;
}

/** @param {State} state @param {string | null | undefined} id @param {string} language */
export function siteName(state, id, language) {
  const site = siteOf(state, id);
  return site ? inLanguage(site.name, language) : id ?? "";
}

/** @param {State} state @param {string | null | undefined} id */
export function delegateOf(state, id) {
  return state.conference.delegates.find((delegate) => delegate.id === id) ?? null;
}

/** @param {State} state @param {string | null | undefined} id */
export function itemOf(state, id) {
  return state.conference.programme.find((item) => item.id === id) ?? null;
}

/** The item after the present one; the first when none has begun. @param {State} state */
export function nextItem(state) {
  const { programme } = state.conference;
  return programme[programme.findIndex((item) => item.id === state.item) + 1] ?? null;
}

/** The site of kind `centre`. @param {State} state */
export function centralSite(state) {
  return state.conference.sites.find((site) => site.kind === "centre") ?? null;
}

/** Who has the floor at this site, or nobody. @param {State} state @param {string | null} site */
export function holderAt(state, site) {
  return state.floor.find((holder) => holder.site === site) ?? null;
}

/** The place in the queue, counted from one; zero when it did not ask. @param {State} state @param {string | null} site */
export function queuePosition(state, site) {
  return state.queue.findIndex((request) => request.site === site) + 1;
}

/**
 * Whom a request or a floor names: the delegate it says, else the speaker of its item if he sits at that site.
 * @param {State} state
 * @param {{site: string, delegate: string | null, item: string | null}} request
 */
export function speakerOf(state, request) {
  const named = delegateOf(state, request.delegate);
  if (named) return named;
  const planned = delegateOf(state, itemOf(state, request.item)?.speaker);
  return planned?.site === request.site ? planned : null;
}

/** Seconds that the holder still has at `now` (the server's time); negative when over. @param {Holder} holder @param {number} now */
export function secondsLeft(holder, now) {
  return holder.allotted - (now - holder.since) / 1000;
}

/** Seconds that a site has been present at `now`, finished stays and the present one. @param {Stay | undefined} stay @param {number} now */
export function secondsPresent(stay, now) {
  if (!stay) return 0;
  return stay.seconds + (stay.present && stay.since !== null ? Math.max(0, now - stay.since) / 1000 : 0);
}
