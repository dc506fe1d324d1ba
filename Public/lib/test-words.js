// @ts-check
// What a test found, in words: for the site itself and for whoever looks after all of them. Pure.

import { number, say } from "./words.js";
import { weaknessOfLine } from "./verdict.js";

/** @typedef {import("./verdict.js").TestResult} TestResult */
/** @typedef {import("./verdict.js").LineMeasure} LineMeasure */
/** @typedef {"passed" | "plain" | "warning" | "danger"} Tone */
/** @typedef {{words: string, tone: Tone}} Cell */

/** A microphone this soft is one that nobody hears, in decibels of full scale; one below is as good as off. */
const silent = -70;

/** @param {TestResult} result @returns {Cell} */
export function soundCell({ microphone, level = null, loudspeaker }) {
  const isSoft = microphone === "nothing" && level !== null && level > silent;
  if (isSoft) return { words: say("test.sound.soft", { level: number(level).replace("-", "−") }), tone: "warning" };
  if (microphone !== "passed") return { words: say(`test.sound.${microphone}`), tone: "warning" };
  if (loudspeaker === "unheard" || loudspeaker === "missing") return { words: say(`test.loudspeaker.${loudspeaker}`), tone: "warning" };
  return loudspeaker === "unasked" ? { words: say("test.loudspeaker.unasked"), tone: "plain" } : { words: say("join.passed"), tone: "passed" };
}

/** @param {TestResult} result @returns {Cell} */
export function pictureCell({ camera }) {
  return camera === "passed" ? { words: say("join.passed"), tone: "passed" } : { words: say(`test.picture.${camera}`), tone: "warning" };
}

/** The line by what is worst about it. @param {LineMeasure | null | undefined} line @returns {Cell} */
export function lineCell(line) {
  if (!line) return { words: say("test.line.none"), tone: "warning" };
  const way = line.way === "udp" ? "" : say(`test.way.${line.way}`);
  const weakness = weaknessOfLine(line);
  if (!weakness) return { words: way ? say("test.line.passedBy", { way }) : say("join.passed"), tone: "passed" };
  const loss = Math.max(line.lossUp, line.lossDown), least = Math.min(line.up, line.down);
  return { words: say(`test.line.${weakness}`, { percent: percent(loss), milliseconds: number(line.roundTrip), rate: bitrate(least) }), tone: "warning" };
}

/** All figures of a line. @param {LineMeasure} line */
export function lineFigures({ way, roundTrip, lossUp, lossDown, up, down }) {
  return say("test.line.figures", {
    way: say(`test.way.${way}`), milliseconds: number(roundTrip), lossUp: percent(lossUp), lossDown: percent(lossDown), up: bitrate(up), down: bitrate(down),
  });
}

/** @param {number} perThousand */
function percent(perThousand) {
  return number(perThousand / 10, 1);
}

/** @param {number} kilobits */
function bitrate(kilobits) {
  return kilobits < 1_000 ? `${number(kilobits)}\u00a0kbit/s` : `${number(kilobits / 1_000, 1)}\u00a0Mbit/s`;
}
