// @ts-check
// How a site stands in a test session, the worst first. The server says the same (Sources/Conference/Rehearsal/Verdict.swift); neither stores it. Pure.

/** @typedef {"passed" | "insecure" | "denied" | "missing" | "busy" | "failed" | "nothing"} DeviceFinding */
/** @typedef {"heard" | "unheard" | "missing" | "unasked"} LoudspeakerFinding */
/**
 * A line as the site's own picture and sound measured it: loss in thousandths, the round trip in milliseconds, bitrates in kilobits a second.
 * @typedef {{way: "udp" | "tcp" | "relay", roundTrip: number, lossUp: number, lossDown: number, up: number, down: number, isHeldBack: boolean}} LineMeasure
 */
/**
 * Without `line`, no media gets through; `level` in decibels of full scale, of a microphone that opened.
 * @typedef {{camera: DeviceFinding, microphone: DeviceFinding, level?: number | null, loudspeaker: LoudspeakerFinding, line?: LineMeasure | null}} TestResult
 */
/** @typedef {typeof verdicts[number]} Verdict */

/** The worst first; `untested` is here, but not through all four checks yet. */
export const verdicts = /** @type {const} */ (["notConnected", "noSound", "noPicture", "poorLine", "untested", "ready"]);

/** A line that loses this much of a thousand packets is weak, as in the conference itself. */
const weakLoss = 30;
/** Two who speak with each other begin to interrupt each other, in milliseconds. */
const weakRoundTrip = 600;
/** Below this a line that is held back has no room for a camera's middle layer and a voice, in kilobits a second. */
const poorBitrate = 600;

/** What is worst about a line; null when it is good. @param {LineMeasure} line @returns {"loss" | "late" | "narrow" | null} */
export function weaknessOfLine({ lossUp, lossDown, roundTrip, isHeldBack, up, down }) {
  if (Math.max(lossUp, lossDown) >= weakLoss) return "loss";
  if (roundTrip >= weakRoundTrip) return "late";
  return isHeldBack && Math.min(up, down) < poorBitrate ? "narrow" : null;
}

/** What a result alone comes to. @param {TestResult} result @returns {Verdict} */
export function verdictOfResult({ camera, microphone, loudspeaker, line }) {
  if (microphone !== "passed" || loudspeaker === "unheard" || loudspeaker === "missing") return "noSound";
  if (camera !== "passed") return "noPicture";
  if (!line || weaknessOfLine(line)) return "poorLine";
  return loudspeaker === "unasked" ? "untested" : "ready";
}

/** Of a site that is here or not, and what it found last. @param {TestResult | undefined} result @param {boolean} isConnected @returns {Verdict} */
export function verdictOfSite(result, isConnected) {
  if (!isConnected) return "notConnected";
  return result ? verdictOfResult(result) : "untested";
}
