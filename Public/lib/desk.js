// @ts-check
// What the chair's console shows, worked out from the session: values for elements to draw. Pure; words come from `words.js`.

import { centralSite, inLanguage, itemOf, nextItem, queuePosition, siteName, siteOf, speakerOf } from "./conference.js";
import { personOf, timerOf } from "./views.js";
import { currentLanguage, duration, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Site} Site */
/** @typedef {Record<string, {connected: boolean, camera: boolean, microphone: boolean}>} Presences */

/** Tiles of one page of the wall; the server shows a console no more. */
export const pageSize = 25;

/** A request gets this long when neither the programme nor the chair says otherwise. */
const customary = 5;

/**
 * How a site is, the worst first. A camera that nobody looks at is asked to stop, so that its silence is trouble only where it is watched.
 * @param {State} state
 * @param {Presences} presence
 * @param {string} site
 * @param {Set<string>} watched sites whose pictures have been asked for long enough to be there
 * @returns {"away" | "floor" | "no-sound" | "no-picture" | "asked" | "ok"}
 */
export function conditionOf(state, presence, site, watched) {
  const here = presence[site];
  if (!here?.connected) return "away";
  if (state.floor.some((holder) => holder.site === site)) return "floor";
  if (!here.microphone) return "no-sound";
  if (!here.camera && watched.has(site)) return "no-picture";
  return queuePosition(state, site) ? "asked" : "ok";
}

/** Minutes for a request: what the chair chose, else what the programme says. @param {State} state @param {import("./conference.js").Request} request @param {number} chosen */
export function minutesFor(state, request, chosen) {
  if (chosen > 0) return chosen;
  const planned = itemOf(state, request.item)
    ?? state.conference.programme.find((item) => item.site === request.site && item.id === state.item);
  return planned && planned.minutes > 0 ? planned.minutes : customary;
}

/**
 * The floor: who has it, how long still, what can be done.
 * @param {State} state
 * @param {number} now
 * @param {number} connected
 * @param {string | null} chosen the site that a dialogue would be granted to; the first in the queue when nobody is chosen
 */
export function floorOf(state, now, connected, chosen) {
  const holder = state.floor.at(-1);
  const total = state.conference.sites.length;
  const item = nextItem(state);
  const begin = state.phase === "open" && item
    ? { item: item.id, words: say("chair.begin", { title: inLanguage(item.title, currentLanguage()) }) } : null;
  if (!holder) {
    const open = state.phase === "open";
    return {
      nobody: {
        heading: say(open ? "chair.nobody" : `chair.notOpen.${state.phase}`),
        lead: open ? say("chair.nobody.lead") : say("chair.notOpen.lead", { connected, total }),
        begin,
      },
      people: [], titles: [], timer: null, of: "", site: null, isMuted: false, dialogue: "",
    };
  }
  const timer = timerOf(holder, now);
  const partner = state.queue.find((request) => request.site === chosen) ?? state.queue[0];
  const people = state.floor.map((each) => ({ ...personOf(state, each), id: each.site })).reverse();
  return {
    nobody: null,
    people,
    titles: people.length === 1 ? people[0].titles : [],
    timer,
    of: say(timer.tone === "over" ? "chair.overOf" : "chair.of", { label: timer.label, of: timer.of }),
    site: holder.site,
    isMuted: state.muted.includes(holder.site),
    dialogue: state.floor.length === 1 && partner ? say("chair.dialogue.with", { name: personOf(state, partner).name }) : "",
  };
}

/**
 * The queue as rows.
 * @param {State} state
 * @param {Presences} presence
 * @param {number} chosenMinutes
 * @param {Set<string>} watched
 */
export function queueOf(state, presence, chosenMinutes, watched) {
  const language = currentLanguage();
  return state.queue.map((request, index) => {
    const person = personOf(state, request);
    const named = person.site !== "";
    const condition = conditionOf(state, presence, request.site, watched);
    const trouble = condition === "away" || condition === "no-sound" || condition === "no-picture" ? say(`chair.trouble.${condition}`) : "";
    const item = itemOf(state, request.item);
    return {
      site: request.site,
      position: index + 1,
      name: person.name,
      place: person.site,
      title: named ? person.titles.at(-1) ?? "" : inLanguage(item?.title, language),
      minutes: say("chair.minutes", { count: minutesFor(state, request, chosenMinutes) }),
      at: timeOfDay(request.since),
      trouble,
      ready: trouble === "" && index === 0 ? say("chair.ready") : "",
    };
  });
}

/**
 * The programme as rows.
 * @param {State} state
 * @param {number} now
 * @param {{item: number | null}} began
 */
export function agendaOf(state, now, began) {
  const language = currentLanguage();
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  return programme.map((item, index) => {
    const speaker = speakerOf(state, { site: item.site ?? "", delegate: item.speaker, item: item.id });
    const seconds = item.minutes * 60;
    const left = index === present && began.item ? seconds - (now - began.item) / 1000 : null;
    return {
      id: item.id,
      number: String(index + 1),
      title: inLanguage(item.title, language),
      who: [speaker?.name, item.site ? siteName(state, item.site, language) : ""].filter(Boolean).join(", "),
      minutes: `${item.minutes}′`,
      when: index < present ? "done" : index === present ? "now" : "next",
      took: left === null ? "" : duration(left),
      tone: left === null ? null : left < 0 ? "over" : "running",
      share: left === null ? 0 : Math.max(0, Math.min(100, (100 * left) / seconds)),
      canBegin: state.phase === "open" && index !== present,
    };
  });
}

/**
 * All sites in the order of the wall. By programme is fixed while the conference runs, so that pictures do not wander.
 * @param {State} state
 * @param {Presences} presence
 * @param {"programme" | "region" | "trouble"} order
 * @param {Set<string>} watched
 * @returns {string[]}
 */
export function wallOrder(state, presence, order, watched) {
  const sites = state.conference.sites.map((site) => site.id);
  if (order === "region") return sites;
  if (order === "programme") {
    const planned = state.conference.programme.flatMap((item) => item.site && siteOf(state, item.site) ? [item.site] : []);
    return [...new Set([...planned, ...sites])];
  }
  const rank = { away: 0, "no-sound": 1, "no-picture": 2, floor: 3, asked: 4, ok: 5 };
  const rankOf = (/** @type {string} */ site) => rank[conditionOf(state, presence, site, watched)];
  return sites.map((site, index) => ({ site, index })).sort((left, right) => rankOf(left.site) - rankOf(right.site) || left.index - right.index)
    .map(({ site }) => site);
}

/**
 * One tile of the wall.
 * @param {State} state
 * @param {Presences} presence
 * @param {string} site
 * @param {Set<string>} watched
 */
export function tileOf(state, presence, site, watched) {
  const condition = conditionOf(state, presence, site, watched);
  const position = queuePosition(state, site);
  const isMuted = state.muted.includes(site);
  const name = siteName(state, site, currentLanguage());
  const words = [say(`chair.site.${condition}`, { position })];
  if (position && condition !== "asked") words.push(say("chair.site.asked", { position }));
  if (isMuted) words.push(say("chair.site.muted"));
  return { site, name, condition, position, isMuted, says: `${name}: ${words.join(", ")}` };
}

/**
 * The map: the state of each province's own site, by province code; provinces without a site have none.
 * @param {State} state
 * @param {Presences} presence
 * @param {Set<string>} watched
 */
export function countryOf(state, presence, watched) {
  /** @type {Record<string, {state: "floor" | "ok" | "poor" | "away", site: string, name: string}>} */
  const provinces = {};
  const counts = { floor: 0, ok: 0, poor: 0, away: 0 };
  const centre = centralSite(state);
  for (const site of state.conference.sites) {
    if (!site.province || (site.kind !== "province" && site !== centre)) continue;
    // A province's own site speaks for it; the centre only where its province has none.
    if (provinces[site.province] && site === centre) continue;
    const condition = conditionOf(state, presence, site.id, watched);
    const shown = condition === "away" || condition === "floor" ? condition : condition === "no-sound" || condition === "no-picture" ? "poor" : "ok";
    provinces[site.province] = { state: shown, site: site.id, name: siteName(state, site.id, currentLanguage()) };
  }
  for (const { state: shown } of Object.values(provinces)) counts[shown] += 1;
  return { provinces, counts };
}

/** What the chair may do with the conference as a whole now. @param {State} state */
export function phaseActs(state) {
  return { draft: ["convene"], convened: ["open"], open: ["recess", "close"], recess: ["resume", "close"], closed: [] }[state.phase];
}

/** The shortest floor that the server grants, in seconds: somebody whose time was over gets this much back. */
const shortest = 5;

/**
 * The commands that undo a grant or a revocation: the floor and the queue as they were, with the time that was still left.
 * @param {State} before
 * @param {State} after
 * @param {number} now
 * @returns {{type: string, [field: string]: unknown}[]}
 */
export function undoOf(before, after, now) {
  /** @type {{type: string, [field: string]: unknown}[]} */
  const commands = [];
  const had = (/** @type {State} */ state, /** @type {string} */ site) => state.floor.some((holder) => holder.site === site);
  const asked = (/** @type {State} */ state, /** @type {string} */ site) => state.queue.some((request) => request.site === site);
  for (const holder of after.floor) {
    if (!had(before, holder.site)) commands.push({ type: "revoke", site: holder.site });
  }
  before.floor.forEach((holder, index) => {
    if (had(after, holder.site)) return;
    const seconds = Math.max(shortest, Math.round(holder.allotted - (now - holder.since) / 1000));
    const mode = index === 0 && !before.floor.some((other) => had(after, other.site)) ? "sole" : "dialogue";
    commands.push({ type: "grant", site: holder.site, ...named(holder), seconds, mode });
  });
  // Only those whom this grant took out of the queue go back into it; who withdrew meanwhile meant it.
  const missing = before.queue.filter(({ site }) => !asked(after, site) && had(after, site) && !had(before, site));
  for (const request of missing) commands.push({ type: "ask", site: request.site, ...named(request) });
  if (missing.length) {
    const sites = before.queue.map((request) => request.site).filter((site) => asked(after, site) || missing.some((request) => request.site === site));
    const since = after.queue.map((request) => request.site).filter((site) => !sites.includes(site));
    if (sites.length + since.length > 1) commands.push({ type: "reorder", sites: [...sites, ...since] });
  }
  return commands;
}

/** Fields that a command leaves out rather than sends as null. @param {{delegate: string | null, item: string | null}} request */
export function named({ delegate, item }) {
  return { ...(delegate ? { delegate } : {}), ...(item ? { item } : {}) };
}

/** The whole queue with one site moved by so many places. @param {State} state @param {string} site @param {number} by */
export function moved(state, site, by) {
  const sites = state.queue.map((request) => request.site);
  const from = sites.indexOf(site);
  const to = Math.max(0, Math.min(sites.length - 1, from + by));
  if (from < 0 || from === to) return null;
  sites.splice(to, 0, ...sites.splice(from, 1));
  return sites;
}

/** How long an allotted time may be, in minutes; zero is the programme's. */
export const allotments = [0, 1, 2, 3, 5, 7, 8, 10, 12, 15, 20, 30];

/** @param {number} minutes */
export function allotmentWords(minutes) {
  return minutes ? span(minutes * 60) : say("chair.allotted.programme");
}
