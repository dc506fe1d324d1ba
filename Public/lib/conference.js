// @ts-check
// The conference as every page knows it: the state of `GET api/state`, carried forward by journal entries. Pure.

import { finished, floorEffects, spokenAt } from "./effects-floor.js";
import { houseEffects } from "./effects-house.js";
import { rehearsalEffects } from "./effects-rehearsal.js";

/** @typedef {{vi: string, en: string}} Text */
/** @typedef {{id: string, name: Text, kind: string, parent: string | null, province: string | null, contact?: {name: string, phone: string} | null}} Site */
/** @typedef {{id: string, name: string, title: Text, body: Text, site: string, rank: number, delegation?: string | null}} Delegate */
/** @typedef {{id: string, name: Text, site: string, minutes?: number | null}} Delegation */
/** @typedef {{id: string, kind: string, title: Text, speaker: string | null, site: string | null, minutes: number, admits?: string[] | null}} Item */
/** @typedef {{site: string, delegate: string | null, item: string | null, since: number, kind?: string}} Request */
/** @typedef {Request & {allotted: number, seat: number, spokenMilliseconds?: number, start?: number}} Holder */
/**
 * @typedef {{site: string, delegate: string | null, item: string | null, kind: string, start: number, seconds: number, allotted: number,
 *   over: number, end: string}} Speech
 */
/** @typedef {{present: boolean, first: number, since: number | null, left: number | null, seconds: number}} Stay */
/** @typedef {{id: string, name: string, pages: number, site: string | null}} Paper */
/** @typedef {{status: string, at: number, substitute: string | null}} Mark */
/**
 * @typedef {{id: string, title: string, options: string[], unit: "site" | "delegate", isSecret: boolean, item: string | null, voted: string[],
 *   ballots: Record<string, number> | null}} Vote
 */
/**
 * @typedef {{id: string, title: string, options: string[], unit: "site" | "delegate", isSecret: boolean, item: string | null, counts: number[],
 *   eligible: number, at: number}} Result
 */
/** @typedef {"draft" | "convened" | "open" | "recess" | "closed"} Phase */
/**
 * @typedef {object} Plan
 * @property {string} id
 * @property {Text} title
 * @property {Text} host
 * @property {Text} theme
 * @property {string} day
 * @property {string | null} start
 * @property {Site[]} sites
 * @property {Delegation[]} delegations
 * @property {Delegate[]} delegates
 * @property {Item[]} programme
 * @property {{id: string, name: Text}[]} channels
 * @property {{unit: "site" | "delegate", percent: number} | null} quorum
 */
/**
 * @typedef {object} State
 * @property {number} seq
 * @property {number} [unkept] how much has happened that the journal does not keep
 * @property {number} now
 * @property {{session: string, role: string, site: string | null, delegate: string | null, channel: string | null}} you
 * @property {Plan} conference
 * @property {Phase} phase
 * @property {number | null} until when the recess ends, if it was said
 * @property {import("./effects-rehearsal.js").Rehearsal} [rehearsal] the last test session; left out where there was none
 * @property {string | null} item
 * @property {Record<string, {started: number, ended: number | null}>} items
 * @property {Request[]} queue
 * @property {Holder[]} floor
 * @property {Holder[]} interrupted who comes back when the present holder has ended
 * @property {Speech[]} speeches
 * @property {{items: string[], requests: Request[]}} notReached
 * @property {string} stage
 * @property {string[]} shown the sites that the director shows; none when the stage follows the floor
 * @property {string[]} muted
 * @property {Record<string, Stay>} attendance
 * @property {Paper[]} documents
 * @property {{site: string, document: string | null, page: number | null} | null} presentation
 * @property {{text: string, at: number} | null} announcement
 * @property {Record<string, Mark>} people
 * @property {Vote | null} vote
 * @property {Result[]} votes
 */
/** @typedef {{seq: number, at: number, by?: {role: string, site?: string}, event: {type: string, [field: string]: any}}} Entry */

/** What a conference begins with. */
const beginning = () => ({
  until: null, item: null, items: {}, queue: [], floor: [], interrupted: [], speeches: [], notReached: { items: [], requests: [] },
  stage: "speaker", shown: [], muted: [], attendance: {}, documents: [], presentation: null, announcement: null, people: {}, vote: null, votes: [],
});

/** What a plan may leave out. */
const planBeginning = Object.freeze({ start: null, delegations: [], channels: [], quorum: null });

/** The plan with what it leaves out behind it: read as if it were there, and not there for whoever compares it with the server's. @param {any} plan @returns {Plan} */
function completedPlan(plan) {
  return Object.create(planBeginning, Object.getOwnPropertyDescriptors(plan));
}

/** A state as the server sent it, with what it may leave out; the only place that knows what may be missing. @param {any} state @returns {State} */
export function completed(state) {
  return {
    ...beginning(), ...state,
    you: { site: null, delegate: null, channel: null, ...state.you },
    conference: completedPlan(state.conference),
    notReached: { items: [], requests: [], ...state.notReached },
  };
}

/**
 * The state after one more journal entry; an entry that is already in it changes nothing.
 * @param {State} state
 * @param {Entry} entry
 * @returns {State}
 */
export function fold(state, entry) {
  if (entry.seq <= state.seq) return state;
  return { ...applied(state, entry), seq: entry.seq };
}

/** The state after an event that the journal does not keep. @param {State} state @param {{at: number, event: Entry["event"]}} entry @returns {State} */
export function applied(state, { at, event }) {
  const effect = effects[event.type];
  return effect ? { ...state, ...effect(state, event, at) } : state;
}

/** @type {import("./effects-floor.js").Effects} */
const effects = {
  ...floorEffects,
  ...houseEffects,
  ...rehearsalEffects,
  conferenceCreated: (_, event) => ({ ...beginning(), conference: completedPlan(event.conference), phase: "draft" }),
  // A plan published anew changes only what was not yet begun.
  planRevised: (_, event) => ({ conference: completedPlan(event.conference) }),
  conferenceConvened: () => ({ phase: "convened" }),
  sessionOpened: () => ({ phase: "open", until: null }),
  sessionRecessed: (state, { until = null }, at) => ({ phase: "recess", until, ...finished(state, at, "recess"), presentation: null }),
  sessionResumed: () => ({ phase: "open", until: null }),
  conferenceClosed: (state, _, at) => ({
    phase: "closed", until: null, ...finished(state, at, "closed"), queue: [], presentation: null, items: ended(state, at),
  }),

  siteJoined: (state, { site }, at) => attend(state, site, (stay) => stay?.present ? stay
    : { present: true, first: stay?.first ?? at, since: at, left: null, seconds: stay?.seconds ?? 0 }),
  siteLeft: (state, { site }, at) => attend(state, site, (stay) => stay?.present
    ? { ...stay, present: false, since: null, left: at, seconds: stay.seconds + Math.trunc(Math.max(0, at - (stay.since ?? at)) / 1000) }
    : stay),

  itemStarted: (state, { item }, at) => {
    const next = {
      ...state, item,
      items: { ...ended(state, at), [item]: { started: state.items[item]?.started ?? at, ended: null } },
      notReached: { ...state.notReached, items: state.notReached.items.filter((other) => other !== item) },
    };
    const admitted = admittedSites(next);
    if (!admitted && !admittedSites(state)) return next;
    // What is done behind closed doors and what is done before everybody never mix.
    const queue = admitted ? state.queue.filter(({ site }) => admitted.includes(site)) : state.queue;
    return { ...next, ...finished(state, at, "revoked"), presentation: null, queue };
  },
  itemNotReached: (state, { item }) => state.notReached.items.includes(item) ? {} : {
    notReached: { ...state.notReached, items: [...state.notReached.items, item] },
  },
};

/** The items, of which the one under way has ended. @param {State} state @param {number} at */
function ended(state, at) {
  const present = state.item === null ? undefined : state.items[state.item];
  return state.item !== null && present && present.ended === null ? { ...state.items, [state.item]: { ...present, ended: at } } : state.items;
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

/** The sites that the item under way admits; null when it is open to all. @param {State} state */
export function admittedSites(state) {
  const admits = state.phase === "closed" ? null : itemOf(state, state.item)?.admits;
  return admits?.length ? admits : null;
}

/** The item after the present one that was not passed over; the first when none has begun. @param {State} state */
export function nextItem(state) {
  const { programme } = state.conference;
  const rest = programme.slice(programme.findIndex((item) => item.id === state.item) + 1);
  return rest.find((item) => !state.notReached.items.includes(item.id)) ?? null;
}

/** Whether a test session is under way. @param {State} state */
export function isRehearsing(state) {
  return state.rehearsal?.ended === null;
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
  return holder.allotted - spokenAt(holder, now) / 1000;
}

/** Seconds that a site has been present at `now`, finished stays and the present one. @param {Stay | undefined} stay @param {number} now */
export function secondsPresent(stay, now) {
  if (!stay) return 0;
  return stay.seconds + (stay.present && stay.since !== null ? Math.max(0, now - stay.since) / 1000 : 0);
}
