// @ts-check
// The board of a test session: every site, the worst first, since when, and whom to phone. Values for an element to draw. Pure.

import { isRehearsing, siteName } from "./conference.js";
import { lineCell, lineFigures, pictureCell, soundCell } from "./test-words.js";
import { verdicts, verdictOfSite } from "./verdict.js";
import { currentLanguage, number, say, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./verdict.js").Verdict} Verdict */
/** @typedef {import("./test-words.js").Cell} Cell */
/** @typedef {Record<string, {connected: boolean}>} Presences */
/** @typedef {"ready" | "away" | "devices" | "line"} Group */
/**
 * @typedef {{site: string, name: string, verdict: Verdict, group: Group, connection: Cell, sound: Cell, picture: Cell, line: Cell, figures: string,
 *   since: string, contact: {name: string, phone: string} | null}} Row
 */

/** Every site is in one of these four, so that they add up. @type {Record<Verdict, Group>} */
const groupOf = { notConnected: "away", untested: "away", noSound: "devices", noPicture: "devices", poorLine: "line", ready: "ready" };
const groups = /** @type {const} */ (["ready", "away", "devices", "line"]);
/** @type {Record<Group, "plain" | "danger" | "warning">} */
const severities = { ready: "plain", away: "danger", devices: "warning", line: "warning" };
/** @type {Cell} */
const empty = { words: "", tone: "plain" };

/** Every site, the worst first and then in the order of the plan. @param {State} state @param {Presences} presence @returns {Row[]} */
export function rowsOf(state, presence) {
  const rows = state.conference.sites.map((site) => rowOf(state, presence, site));
  return rows.sort((left, right) => verdicts.indexOf(left.verdict) - verdicts.indexOf(right.verdict));
}

/** @param {State} state @param {Presences} presence @param {import("./conference.js").Site} site @returns {Row} */
function rowOf(state, presence, { id, contact = null }) {
  const { rehearsal, attendance } = state;
  const test = rehearsal?.sites[id], stay = attendance[id];
  // When it is over, whoever was tested was there.
  const isHere = isRehearsing(state) ? presence[id]?.connected === true : test !== undefined;
  const verdict = verdictOfSite(test?.result, isHere);
  const wasHere = stay !== undefined && stay.left !== null && stay.left >= (rehearsal?.started ?? 0);
  const since = verdict === "notConnected" ? (wasHere ? stay.left : rehearsal?.started) : test?.since ?? stay?.since;
  return {
    site: id, name: siteName(state, id, currentLanguage()), verdict, group: groupOf[verdict], contact,
    connection: isHere ? { words: say(test ? "rehearsal.here" : "rehearsal.untested"), tone: test ? "passed" : "plain" }
      : { words: say(wasHere || test ? "rehearsal.left" : "rehearsal.never"), tone: "danger" },
    sound: test ? soundCell(test.result) : empty, picture: test ? pictureCell(test.result) : empty, line: test ? lineCell(test.result.line) : empty,
    figures: test?.result.line ? lineFigures(test.result.line) : "",
    since: since ? timeOfDay(since) : "",
  };
}

/**
 * The board as it is shown.
 * @param {State} state
 * @param {Presences} presence
 * @param {{group: Group | null, isWhole: boolean}} view one group alone, or all that is amiss; whole is with the sites that are ready
 */
export function boardOf(state, presence, { group, isWhole }) {
  const all = rowsOf(state, presence);
  const ready = all.filter((row) => row.group === "ready");
  const amiss = all.filter((row) => row.group !== "ready");
  const rows = group ? all.filter((row) => row.group === group) : isWhole ? all : amiss;
  return {
    stage: stageOfRehearsal(state), when: whenOf(state), rows, amiss: amiss.map(({ site }) => site),
    counts: groups.map((each) => {
      const count = all.filter((row) => row.group === each).length;
      return {
        group: each, title: say(`rehearsal.count.${each}`), isChosen: each === group, severity: count ? severities[each] : "plain",
        words: each === "ready" ? `${number(count)}/${number(all.length)}` : number(count),
      };
    }),
    rest: group || ready.length === 0 ? "" : say(amiss.length ? "rehearsal.rest" : "rehearsal.rest.all", { count: ready.length }),
    isWhole, empty: rows.length === 0 && (group !== null || ready.length === 0) ? say("rehearsal.none") : "",
  };
}

/** What can be done about a test session now. @param {State} state @returns {"draft" | "before" | "on" | "after" | "over"} */
export function stageOfRehearsal(state) {
  if (isRehearsing(state)) return "on";
  if (state.phase === "draft") return "draft";
  if (state.phase !== "convened") return "over";
  return state.rehearsal ? "after" : "before";
}

/** @param {State} state */
function whenOf({ rehearsal }) {
  if (!rehearsal) return "";
  const start = timeOfDay(rehearsal.started);
  return rehearsal.ended === null ? say("rehearsal.on", { time: start }) : say("rehearsal.ended", { start, end: timeOfDay(rehearsal.ended) });
}

/** The board as a table for spreadsheets: every site, its findings in full. @param {State} state @param {Presences} presence @returns {string[][]} */
export function sheetOf(state, presence) {
  const columns = ["site", "verdict", "connection", "sound", "picture", "line", "figures", "since", "call", "phone"];
  return [columns.map((column) => say(`rehearsal.column.${column}`)), ...rowsOf(state, presence).map((row) => [
    row.name, say(`rehearsal.verdict.${row.verdict}`), row.connection.words, row.sound.words, row.picture.words, row.line.words, row.figures,
    row.since, row.contact?.name ?? "", row.contact?.phone ?? "",
  ])];
}
