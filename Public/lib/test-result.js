// @ts-check
// A site's own test as the result that it reports, and what it reads of that. Pure.

import { verdictOfResult } from "./verdict.js";
import { say, timeOfDay } from "./words.js";

/** @typedef {import("./verdict.js").TestResult} TestResult */
/** @typedef {import("./checks.js").Severity} Severity */
/**
 * The checks as they stand on the page, and the loudest that the microphone was.
 * @typedef {{camera: import("./checks.js").Camera, microphone: import("./checks.js").Microphone, speaker: import("./checks.js").Speaker,
 *   network: import("./checks.js").Network, level: number | null}} Checks
 */

const loudspeakers = /** @type {const} */ ({ untried: "unasked", playing: "unasked", asked: "unasked", passed: "heard", silent: "unheard", missing: "missing" });

/** The result, once everything that a machine can find out is known; what the person has not said yet comes later. @param {Checks} checks @returns {TestResult | null} */
export function resultOf({ camera, microphone, speaker, network, level }) {
  if (camera.state === "checking" || microphone.state === "checking" || microphone.state === "listening") return null;
  const isBlocked = network.state === "blocked" || network.state === "unsupported" || network.state === "down";
  if (network.state !== "measured" && !isBlocked) return null;
  return {
    camera: camera.state === "trouble" ? camera.trouble : "passed",
    microphone: microphone.state === "trouble" ? microphone.trouble : microphone.state === "quiet" ? "nothing" : "passed",
    ...(microphone.state === "trouble" || level === null ? {} : { level: Math.round(Math.min(0, Math.max(-90, level))) }),
    loudspeaker: loudspeakers[speaker.state],
    ...(network.state === "measured" ? { line: network.line } : {}),
  };
}

/** Whether two results differ in more than how loud it was. @param {TestResult | null} one @param {TestResult | null} other */
export function differ(one, other) {
  // In one order, since a result that comes back from the server has its fields in another.
  const words = (/** @type {TestResult | null} */ result) => JSON.stringify(result && [
    result.camera, result.microphone, result.loudspeaker, result.line ? Object.entries(result.line).sort() : null,
  ]);
  return words(one) !== words(other);
}

/**
 * What the site reads under its checks while a test session is on.
 * @param {TestResult | null} result as it is now
 * @param {import("./effects-rehearsal.js").SiteTest | undefined} received what the secretariat has
 * @returns {{severity: Severity, heading: string, why: string}}
 */
export function testVerdict(result, received) {
  if (!result) return { severity: "plain", heading: say("test.verdict.running"), why: say("test.waiting") };
  const verdict = verdictOfResult(result), isReceived = received && !differ(received.result, result);
  return {
    severity: verdict === "ready" ? "passed" : verdict === "untested" ? "plain" : "danger",
    heading: say(`test.verdict.${verdict}`),
    why: !isReceived ? say("test.sending") : say(verdict === "ready" || verdict === "untested" ? "test.received" : "test.received.mend", { time: timeOfDay(received.at) }),
  };
}
