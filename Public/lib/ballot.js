// @ts-check
// A vote as a voter and as the secretariat see it: values for elements to draw. Pure; words come from `words.js`.

import { delegateOf, inLanguage, itemOf, siteName } from "./conference.js";
import { delegatesAt } from "./roll.js";
import { currentLanguage, number, say, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */

/**
 * The ballots that whoever reads this can cast: the site's own, a delegate's own, or at a site those of its delegates in an open vote.
 * @param {State} state
 */
export function ballotOf(state) {
  const { vote, you } = state;
  if (!vote) return null;
  const asked = (/** @type {string} */ id, /** @type {string} */ name, /** @type {string | null} */ delegate) => ({
    id, name, delegate, hasVoted: vote.voted.includes(id),
    choice: vote.ballots && id in vote.ballots ? vote.options[vote.ballots[id]] ?? "" : "",
  });
  const language = currentLanguage();
  let voters = /** @type {ReturnType<typeof asked>[]} */ ([]);
  let why = "";
  if (vote.unit === "site") {
    if (you.role === "operator" && you.site) voters = [asked(you.site, siteName(state, you.site, language), null)];
    else why = say("ballot.bySite");
  } else if (you.role === "delegate" && you.delegate) {
    voters = [asked(you.delegate, delegateOf(state, you.delegate)?.name ?? "", null)];
  } else if (you.role === "operator") {
    if (vote.isSecret) why = say("ballot.secretByDelegate");
    else voters = delegatesAt(state, you.site).map((delegate) => asked(delegate.id, delegate.name, delegate.id));
    if (!vote.isSecret && voters.length === 0) why = say("ballot.nobody");
  }
  return {
    id: vote.id, title: vote.title, options: vote.options, voters, why,
    kind: say(vote.isSecret ? "ballot.secret" : "ballot.open"),
    mine: voters.length === 1 && voters[0].delegate === null ? voters[0] : null,
    progress: say("line.vote.cast", { cast: vote.voted.length, eligible: eligibleOf(state, vote) }),
  };
}

/** How many may vote. @param {State} state @param {{unit: string}} vote */
function eligibleOf(state, { unit }) {
  return unit === "site" ? state.conference.sites.length : state.conference.delegates.length;
}

/**
 * What a vote came to, or in an open vote under way has come to.
 * @param {State} state
 * @param {import("./conference.js").Result} result
 */
export function resultOf(state, result) {
  const cast = result.counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, result.eligible);
  return {
    id: result.id, title: result.title,
    rows: result.options.map((option, index) => ({
      option, count: number(result.counts[index] ?? 0), share: (100 * (result.counts[index] ?? 0)) / most,
      percent: say("result.percent", { percent: number((100 * (result.counts[index] ?? 0)) / most, 1) }),
    })),
    note: [
      say("result.cast", { cast, eligible: result.eligible }), say(result.unit === "site" ? "vote.unit.site" : "vote.unit.delegate"),
      say(result.isSecret ? "ballot.secret" : "ballot.open"),
      result.at ? timeOfDay(result.at) : "", inLanguage(itemOf(state, result.item)?.title, currentLanguage()),
    ].filter(Boolean).join(" · "),
  };
}

/** All results, the latest first. @param {State} state */
export function resultsOf(state) {
  return state.votes.map((result) => resultOf(state, result)).reverse();
}

/** The vote under way as the desk sees it: how many have voted, and in an open one for what. @param {State} state */
export function underWay(state) {
  const { vote } = state;
  if (!vote) return null;
  const eligible = eligibleOf(state, vote);
  const counts = vote.options.map((_, index) => Object.values(vote.ballots ?? {}).filter((option) => option === index).length);
  const language = currentLanguage();
  const all = vote.unit === "site" ? state.conference.sites.map(({ id, name }) => ({ id, name: inLanguage(name, language) })) : state.conference.delegates;
  return {
    ...resultOf(state, { ...vote, counts, eligible, at: 0 }),
    isSecret: vote.isSecret,
    share: (100 * vote.voted.length) / Math.max(1, eligible),
    progress: say("line.vote.cast", { cast: vote.voted.length, eligible }),
    missing: all.filter(({ id }) => !vote.voted.includes(id)).map(({ name }) => name),
  };
}
