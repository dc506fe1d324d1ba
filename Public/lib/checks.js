// @ts-check
// The four checks before the hall, as words: what each found, what to do, and what follows from all of them. Pure.

import { lineFigures } from "./test-words.js";
import { weaknessOfLine } from "./verdict.js";
import { say, span, timeOfDay } from "./words.js";

/** @typedef {"insecure" | "denied" | "missing" | "busy" | "failed"} Trouble */
/** @typedef {{state: "checking"} | {state: "passed", width: number, height: number, rate: number} | {state: "trouble", trouble: Trouble}} Camera */
/** @typedef {{state: "checking" | "listening" | "quiet" | "passed"} | {state: "trouble", trouble: Trouble}} Microphone */
/** @typedef {{state: "untried" | "playing" | "asked" | "silent" | "missing"} | {state: "passed", at: number}} Speaker */
/** In a test session the line is measured: what is `measured` has its figures. @typedef {{state: "waiting" | "untestable"} | {state: "testing", seconds: number} | {state: "measured", line: import("./verdict.js").LineMeasure}} Measured */
/** @typedef {Measured | {state: "checking" | "down" | "away" | "entering" | "unsupported" | "elsewhere"} | {state: "passed", milliseconds: number} | {state: "blocked" | "detour" | "relayed", milliseconds: number, addresses: string[], copied: boolean}} Network */
/** @typedef {"passed" | "plain" | "warning" | "danger"} Severity */
/** @typedef {{icon: string, title: string, verdict: string, severity: Severity, detail: string, steps?: string[], acts?: {act: string, words: string}[]}} Check */

const steps = { insecure: 2, denied: 3, missing: 2, busy: 2, failed: 2 };
const again = () => ({ act: "again", words: say("join.again") });

/** @param {"camera" | "microphone"} device @param {Trouble} trouble @returns {Check} */
function troubled(device, trouble) {
  // In the middle of a sentence the device's name is not a title.
  const name = say(`join.${device}`);
  const values = { device: trouble === "busy" || trouble === "failed" ? name : name.toLowerCase() };
  return {
    icon: device === "camera" ? "camera-off" : "mic-off",
    title: name,
    verdict: say(`join.${trouble}`),
    severity: "danger",
    detail: say(`join.${trouble}.detail`, values),
    steps: Array.from({ length: steps[trouble] }, (_, index) => say(`join.${trouble}.${index + 1}`, trouble === "denied" ? { device: name } : values)),
    acts: [again()],
  };
}

/** @param {Camera} camera @returns {Check} */
export function cameraCheck(camera) {
  if (camera.state === "trouble") return troubled("camera", camera.trouble);
  const passed = camera.state === "passed";
  return {
    icon: "camera",
    title: say("join.camera"),
    verdict: say(passed ? "join.passed" : "join.checking"),
    severity: passed ? "passed" : "plain",
    detail: passed ? say("join.camera.detail", { width: camera.width, height: camera.height, rate: camera.rate }) : say("join.camera.asking"),
  };
}

/** @param {Microphone} microphone @param {string} site @param {boolean} [isReturned] whether it came back from the server and can be heard @returns {Check} */
export function microphoneCheck(microphone, site, isReturned = false) {
  if (microphone.state === "trouble") return troubled("microphone", microphone.trouble);
  const { state } = microphone;
  return {
    icon: "mic",
    title: say("join.microphone"),
    verdict: say({ checking: "join.checking", listening: "join.microphone.listening", quiet: "join.microphone.quiet", passed: "join.passed" }[state]),
    severity: state === "passed" ? "passed" : state === "quiet" ? "warning" : "plain",
    detail: state === "checking" ? say("join.camera.asking") : state === "quiet" ? say("join.microphone.quiet.detail") : say("join.microphone.say", { site }),
    ...(isReturned ? { acts: [{ act: "own", words: say("test.own") }] } : {}),
  };
}

/** @param {Speaker} speaker @returns {Check} */
export function speakerCheck(speaker) {
  const base = { icon: "sound", title: say("join.speaker") };
  const repeat = { act: "play", words: say("join.speaker.again") };
  switch (speaker.state) {
    case "passed":
      return { ...base, verdict: say("join.passed"), severity: "passed", detail: say("join.speaker.passed", { time: timeOfDay(speaker.at) }), acts: [repeat] };
    case "silent":
      return { ...base, icon: "sound-off", verdict: say("join.speaker.silent"), severity: "warning", detail: "",
        steps: [1, 2, 3].map((step) => say(`join.speaker.silent.${step}`)), acts: [repeat] };
    case "missing":
      return { ...base, icon: "sound-off", verdict: say("join.speaker.missing"), severity: "warning", detail: "",
        steps: [1, 2].map((step) => say(`join.speaker.missing.${step}`)), acts: [] };
    case "asked":
      return { ...base, verdict: say("join.checking"), severity: "plain", detail: say("join.speaker.heard"),
        acts: [{ act: "heard", words: say("join.speaker.yes") }, { act: "unheard", words: say("join.speaker.no") }, repeat] };
    default:
      return { ...base, verdict: say(speaker.state === "playing" ? "join.checking" : "join.speaker.untried"), severity: "plain",
        detail: say("join.speaker.detail"), acts: [{ act: "play", words: say("join.speaker.play") }] };
  }
}

/** @param {Network} network @returns {Check} */
export function networkCheck(network) {
  const base = { icon: "line", title: say("join.network") };
  switch (network.state) {
    case "passed":
      return { ...base, verdict: say("join.passed"), severity: "passed", detail: say("join.network.detail", { milliseconds: network.milliseconds }) };
    case "detour":
      return { ...base, verdict: say("join.network.detour"), severity: "warning",
        detail: say("join.network.detour.detail", { milliseconds: network.milliseconds }), steps: [networkRequest(network.addresses)],
        acts: [{ act: "copy", words: say(network.copied ? "join.network.copied" : "join.network.copy") }] };
    case "relayed":
      return { ...base, verdict: say("join.network.relayed"), severity: "warning",
        detail: say("join.network.relayed.detail", { milliseconds: network.milliseconds }), steps: [networkRequest(network.addresses)],
        acts: [{ act: "copy", words: say(network.copied ? "join.network.copied" : "join.network.copy") }] };
    case "blocked":
      return { ...base, icon: "line-poor", verdict: say("join.network.blocked"), severity: "danger", detail: say("join.network.blocked.detail"),
        steps: [networkRequest(network.addresses)],
        acts: [{ act: "copy", words: say(network.copied ? "join.network.copied" : "join.network.copy") }, again()] };
    case "waiting":
      return { ...base, verdict: say("join.checking"), severity: "plain", detail: say("test.line.waiting") };
    case "testing":
      return { ...base, verdict: say("test.line"), severity: "plain", detail: say("test.line.running", { span: span(network.seconds) }) };
    case "untestable":
      return { ...base, verdict: say("join.network.elsewhere"), severity: "warning", detail: say("test.elsewhere") };
    case "measured":
      return weaknessOfLine(network.line)
        ? { ...base, icon: "line-poor", verdict: say("test.line.poor"), severity: "warning", detail: lineFigures(network.line), steps: [1, 2].map((step) => say(`test.line.poor.${step}`)), acts: [again()] }
        : { ...base, verdict: say("join.passed"), severity: "passed", detail: lineFigures(network.line), acts: [again()] };
    case "down":
      return { ...base, icon: "line-poor", verdict: say("join.network.down"), severity: "warning", detail: say("join.network.down.detail"), acts: [again()] };
    case "away": case "entering":
      return { ...base, icon: "line-poor", verdict: say("join.network.down"), severity: "danger", detail: say("join.network.away.detail") };
    case "elsewhere":
      return { ...base, verdict: say("join.network.elsewhere"), severity: "warning", detail: say("join.network.elsewhere.detail") };
    case "unsupported":
      return { ...base, icon: "line-poor", verdict: say("join.network.unsupported"), severity: "danger", detail: "", steps: [say("join.network.unsupported.1")] };
    default:
      return { ...base, verdict: say("join.checking"), severity: "plain", detail: say("join.network.trying") };
  }
}

/** What a network's administrator is asked for. @param {string[]} addresses */
export function networkRequest(addresses) {
  return say("join.network.blocked.request", { addresses: addresses.join(", ") });
}

/**
 * What follows for the site: the worst thing first, and a button that says what will happen.
 * @param {Camera} camera @param {Microphone} microphone @param {Speaker} speaker @param {Network} network
 * @returns {{severity: Severity, heading: string, why: string, enter: string}}
 */
export function verdictOf(camera, microphone, speaker, network) {
  const verdict = (/** @type {Severity} */ severity, /** @type {string} */ key, enter = "join.enter") => (
    { severity, heading: say(`join.verdict.${key}`), why: say(`join.verdict.${key}.why`), enter: say(enter) }
  );
  if (network.state === "blocked" || network.state === "unsupported" || network.state === "down") return verdict("danger", "network");
  if (network.state === "away") return verdict("danger", "away");
  if (network.state === "entering") return verdict("danger", "entering", "join.enter.waiting");
  if (network.state === "elsewhere" || network.state === "untestable") return verdict("warning", "elsewhere");
  if (microphone.state === "trouble") return verdict("danger", "microphone", "join.enter.listen");
  if (camera.state === "trouble") return verdict("warning", "camera");
  if (speaker.state === "silent" || speaker.state === "missing") return verdict("warning", "speaker");
  if (camera.state === "checking" || microphone.state === "checking" || network.state === "checking") return verdict("plain", "checking");
  return verdict("passed", "ready");
}
