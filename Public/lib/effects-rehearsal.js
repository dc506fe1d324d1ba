// @ts-check
// What journal events do to the test session. Pure.

import { verdictOfResult } from "./verdict.js";

/** @typedef {import("./effects-floor.js").Effects} Effects */

/** `since` is when its tests began to come to the same. @typedef {{result: import("./verdict.js").TestResult, at: number, since: number, count: number}} SiteTest */
/** @typedef {{started: number, ended: number | null, sites: Record<string, SiteTest>}} Rehearsal */

/** @type {Effects} */
export const rehearsalEffects = {
  rehearsalStarted: (_, __, at) => ({ rehearsal: { started: at, ended: null, sites: {} } }),
  rehearsalEnded: ({ rehearsal }, _, at) => rehearsal ? { rehearsal: { ...rehearsal, ended: at } } : {},
  siteTested: ({ rehearsal }, { site, result }, at) => {
    if (!rehearsal) return {};
    const former = rehearsal.sites[site];
    const isSame = former && verdictOfResult(former.result) === verdictOfResult(result);
    const test = { result, at, since: isSame ? former.since : at, count: (former?.count ?? 0) + 1 };
    return { rehearsal: { ...rehearsal, sites: { ...rehearsal.sites, [site]: test } } };
  },
};
