// @ts-check
// Commands that take back what a chair did, and that move a request. Pure.

import { secondsLeft } from "./conference.js";

/** @typedef {import("./conference.js").State} State */

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
  const wasAside = (/** @type {State} */ state, /** @type {string} */ site) => state.interrupted.some((holder) => holder.site === site);
  for (const holder of after.floor) {
    // Who came back when his interrupter ended is set aside again by the next grant.
    if (!had(before, holder.site) && !wasAside(before, holder.site)) commands.push({ type: "revoke", site: holder.site });
  }
  before.floor.forEach((holder, index) => {
    // Who was set aside comes back by himself.
    if (had(after, holder.site) || wasAside(after, holder.site)) return;
    const seconds = Math.max(shortest, Math.round(secondsLeft(holder, now)));
    const isInterruption = before.interrupted.length > 0 && after.floor.some(({ site }) => wasAside(before, site));
    const mode = isInterruption ? "interruption" : index === 0 && !before.floor.some((other) => had(after, other.site)) ? "sole" : "dialogue";
    commands.push({ type: "grant", site: holder.site, ...named(holder), seconds, mode });
  });
  // Only those whom this grant took out of the queue go back into it; who withdrew meanwhile meant it.
  const missing = before.queue.filter(({ site }) => !asked(after, site) && had(after, site) && !had(before, site));
  for (const request of missing) commands.push({ type: "ask", site: request.site, ...named(request), ...(request.kind === "pointOfOrder" ? { kind: request.kind } : {}) });
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
