// @ts-check
// The wall and the map of a console: how each site is. Values for elements to draw. Pure; words come from `words.js`.

import { admits } from "./closed.js";
import { centralSite, isRehearsing, queuePosition, siteName, siteOf } from "./conference.js";
import { lineTrouble, weaknessOf } from "./line.js";
import { speakingOrder } from "./order.js";
import { currentLanguage, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {Record<string, import("./line.js").Presence>} Presences */

/** Conditions that somebody should see to, the worst first. */
export const troubleKinds = ["away", "no-sound", "no-picture", "weak-line"];

/** Tiles of one page of the wall; the server shows a console no more. */
export const pageSize = 25;

/**
 * How a site is, the worst first. A camera that nobody looks at is asked to stop, so that its silence is trouble only where it is watched.
 * @param {State} state
 * @param {Presences} presence
 * @param {string} site
 * @param {Set<string>} watched sites whose pictures have been asked for long enough to be there
 * @returns {"away" | "gone" | "shut" | "checks" | "floor" | "no-sound" | "no-picture" | "weak-line" | "asked" | "ok"}
 */
export function conditionOf(state, presence, site, watched) {
  const here = presence[site];
  // After the end nobody is in trouble: neither whoever leaves nor whoever stays, and sends nothing any more.
  if (state.phase === "closed") return here?.connected ? "ok" : "gone";
  if (!here?.connected) return "away";
  // Who takes no part in a closed item is asked to send nothing, and that is no trouble.
  if (!admits(state, site)) return "shut";
  if (state.floor.some((holder) => holder.site === site)) return "floor";
  // In a test session a site is on the page of its checks, and what it finds there is on the board.
  if (isRehearsing(state) && !here.microphone && !here.camera) return "checks";
  if (!here.microphone) return "no-sound";
  if (!here.camera && watched.has(site)) return "no-picture";
  if (weaknessOf(here)) return "weak-line";
  return queuePosition(state, site) ? "asked" : "ok";
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
  const rank = { away: 0, "no-sound": 1, "no-picture": 2, "weak-line": 3, floor: 4, asked: 5, ok: 6, checks: 7, shut: 8, gone: 9 };
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
  // The number that the list shows and the keys mean.
  const position = speakingOrder(state).findIndex((each) => each.site === site) + 1;
  const isMuted = state.muted.includes(site);
  const name = siteName(state, site, currentLanguage());
  const words = [say(`chair.site.${condition}`, { position })];
  if (position && condition !== "asked") words.push(say("chair.site.asked", { position }));
  if (condition === "floor" && weaknessOf(presence[site])) words.push(say("chair.site.weak-line"));
  if (isMuted) words.push(say("chair.site.muted"));
  const pictureless = ["away", "no-picture", "shut", "checks", "gone"].includes(condition) ? condition : state.phase === "closed" ? "over" : "waiting";
  return { site, name, condition, position, isMuted, why: say(`chair.picture.${pictureless}`), says: `${name}: ${words.join(", ")}` };
}

/**
 * The map: the state of each province's own site, by province code; provinces without a site have none.
 * @param {State} state
 * @param {Presences} presence
 * @param {Set<string>} watched
 */
export function countryOf(state, presence, watched) {
  /** @type {Record<string, {state: "floor" | "ok" | "poor" | "away" | "none", site: string, name: string}>} */
  const provinces = {};
  const counts = { floor: 0, ok: 0, poor: 0, away: 0 };
  const centre = centralSite(state);
  for (const site of state.conference.sites) {
    if (!site.province || (site.kind !== "province" && site !== centre)) continue;
    // A province's own site speaks for it; the centre only where its province has none.
    if (provinces[site.province] && site === centre) continue;
    const condition = conditionOf(state, presence, site.id, watched);
    const shown = condition === "gone" ? "none" : condition === "away" || condition === "floor" ? condition : troubleKinds.includes(condition) ? "poor" : "ok";
    provinces[site.province] = { state: shown, site: site.id, name: siteName(state, site.id, currentLanguage()) };
  }
  for (const { state: shown } of Object.values(provinces)) if (shown !== "none") counts[shown] += 1;
  return { provinces, counts };
}

/**
 * Sites in trouble, the worst first, each with whom to phone.
 * @param {State} state
 * @param {Presences} presence
 * @param {Set<string>} watched
 * @param {number} now
 */
export function troublesOf(state, presence, watched, now) {
  const language = currentLanguage();
  const all = state.conference.sites.map((site) => {
    const condition = conditionOf(state, presence, site.id, watched);
    // Nobody's line matters more than that of whoever is speaking.
    return { site, condition: condition === "floor" && weaknessOf(presence[site.id]) ? "weak-line" : condition };
  });
  const groups = troubleKinds.map((kind) => ({
    kind, heading: say(`trouble.${kind}`), severity: kind === "away" ? "danger" : "warning",
    rows: all.filter(({ condition }) => condition === kind).map(({ site }) => {
      const stay = state.attendance[site.id];
      const since = kind === "away" ? stay?.left ?? null : null;
      const position = speakingOrder(state).findIndex((each) => each.site === site.id) + 1;
      return {
        site: site.id, name: siteName(state, site.id, language),
        what: kind === "weak-line" ? lineTrouble(presence[site.id]) : kind !== "away" ? say(`trouble.${kind}.what`) : since ? say("trouble.away.seen", { time: timeOfDay(since) }) : say("trouble.away.never"),
        more: position ? say("chair.site.asked", { position }) : state.muted.includes(site.id) ? say("chair.site.muted") : "",
        since: since ? span(Math.max(60, 60 * Math.round((now - since) / 60_000))) : "",
        contact: site.contact ?? null,
      };
    }),
  })).filter(({ rows }) => rows.length > 0);
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return { groups, count, total: all.length, well: all.filter(({ condition }) => condition !== "gone").length - count };
}
