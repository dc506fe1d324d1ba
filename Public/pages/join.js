// @ts-check
import "../components/check-row.js";
import "../components/device-choice.js";
import "../components/feed-view.js";
import "../components/language-switch.js";
import "../components/level-meter.js";
import { setText, translate } from "../components/markup.js";
import { cameraCheck, microphoneCheck, networkCheck, networkRequest, speakerCheck, verdictOf } from "../lib/checks.js";
import { inLanguage, itemOf, siteName, speakerOf } from "../lib/conference.js";
import { acquire, list, remember, remembered } from "../lib/devices.js";
import { probe } from "../lib/probe.js";
import { Relays } from "../lib/relays.js";
import { delegatesAt } from "../lib/roll.js";
import { plannedStart, scheduleOf } from "../lib/schedule.js";
import { Loudness, playTone } from "../lib/sound.js";
import { testVerdict } from "../lib/test-result.js";
import { currentLanguage, dayInWords, say, span, timeOfDay } from "../lib/words.js";
import { JoinTest } from "./join-test.js";
import { OwnVoice } from "./own-voice.js";
import { Page } from "./page.js";

/** A voice is louder than this; a room alone is not. */
const voice = -45;
/** Silence for this long is worth a word. */
const silence = 8_000;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const rows = { camera: element("#camera"), microphone: element("#microphone"), speaker: element("#speaker"), network: element("#network") };
const preview = element(".preview feed-view");
const enter = element("#enter");
const meter = element("level-meter");

/** @type {import("../lib/checks.js").Camera} */
let camera = { state: "checking" };
/** @type {import("../lib/checks.js").Microphone} */
let microphone = { state: "checking" };
/** @type {import("../lib/checks.js").Speaker} */
let speaker = { state: "untried" };
/** @type {import("../lib/checks.js").Network} */
let network = { state: "checking" };

/** @type {{camera: MediaStreamTrack | null, microphone: MediaStreamTrack | null}} */
const tracks = { camera: null, microphone: null };
/** @type {Loudness | null} */
let loudness = null;
let listeningSince = 0;
/** The loudest that the microphone was. @type {number | null} */
let level = null;
let probing = new AbortController();
const relays = new Relays(document.documentElement.dataset.base ?? "", document.documentElement.dataset.relays);
/** The rows in the order they stand in; a failing one moves to the top. */
const usual = ["camera", "microphone", "speaker", "network"];

/** Somebody pressed while the server was away: the hall is entered once it answers, and not a browser's page of errors. */
let isEntering = false;
/** Whether this page's line is lost; it has none before it knows its session. */
let isLost = () => false;

// The way in is open from the start, whatever a check waits for.
enter.addEventListener("click", () => {
  isEntering = isLost();
  if (isEntering) page.draw();
  else goIn();
});

function goIn() {
  probing.abort();
  // The hall opens the devices again; some cameras serve only one page at a time.
  for (const track of Object.values(tracks)) track?.stop();
  location.assign(`${document.documentElement.dataset.base}hall`);
}
document.addEventListener("keydown", (event) => {
  const busy = /** @type {Element} */ (event.target).closest("button, a, select, input");
  if (event.key === "Enter" && !busy) enter.click();
});

const page = await Page.open();
const { session } = page;
isLost = () => session.line === "lost";
const ownVoice = new OwnVoice();
const test = new JoinTest(page, relays, {
  checks: () => ({ camera, microphone, speaker, network, level }),
  tracks: () => tracks,
  returned: (returned) => {
    preview.stream = returned?.picture ?? (tracks.camera ? new MediaStream([tracks.camera]) : null);
    element("#returned").hidden = returned === null;
    ownVoice.record(returned?.sound ?? null);
  },
});
/** Whether a test session was on when the line was last looked at. */
let wasOn = test.isOn;
/** Whether it was said that the server is away. */
let wasAway = false;

async function checkCamera() {
  tracks.camera?.stop();
  camera = { state: "checking" };
  page.draw();
  const { track, trouble } = await acquire("camera");
  tracks.camera = track;
  preview.stream = track ? new MediaStream([track]) : null;
  if (track) {
    const { width = 0, height = 0, frameRate = 0 } = track.getSettings();
    camera = { state: "passed", width, height, rate: Math.round(frameRate) };
    // A camera that is pulled out or taken away says so at once.
    track.addEventListener("ended", () => { camera = { state: "trouble", trouble: "busy" }; page.draw(); });
  } else {
    camera = { state: "trouble", trouble: trouble ?? "failed" };
  }
  page.draw();
}

async function checkMicrophone() {
  tracks.microphone?.stop();
  loudness?.close();
  loudness = null;
  microphone = { state: "checking" };
  page.draw();
  const { track, trouble } = await acquire("microphone");
  tracks.microphone = track;
  if (track) {
    loudness = new Loudness(track);
    level = null;
    listeningSince = Date.now();
    microphone = { state: "listening" };
    track.addEventListener("ended", () => { microphone = { state: "trouble", trouble: "busy" }; page.draw(); });
  } else {
    microphone = { state: "trouble", trouble: trouble ?? "failed" };
  }
  page.draw();
}

function listen() {
  const decibels = loudness?.decibels ?? -90;
  meter.decibels = decibels;
  level = Math.max(level ?? -90, decibels);
  if (microphone.state === "listening" || microphone.state === "quiet") {
    if (decibels > voice) microphone = { state: "passed" };
    else if (Date.now() - listeningSince > silence) microphone = { state: "quiet" };
    else return;
    page.draw();
  }
}

/** Whether this site's hall is live elsewhere: a connection of ours, even one to try, would take its place. */
async function isElsewhere() {
  if (Object.keys(session.presence).length === 0) {
    const signal = AbortSignal.timeout(1_000);
    await new Promise((resolve) => {
      session.addEventListener("presence", resolve, { once: true, signal });
      signal.addEventListener("abort", resolve, { once: true });
    });
  }
  const here = session.presence[session.you.site ?? ""];
  return here?.camera === true || here?.microphone === true;
}

/** A check of its own accord leaves what was found in its place until it knows better. @param {boolean} [isOneOfAll] whether a test session has just begun */
async function checkNetwork(isOwn = false, isOneOfAll = false) {
  probing.abort();
  probing = new AbortController();
  const { signal } = probing;
  if (!isOwn) {
    network = { state: "checking" };
    page.draw();
  }
  if (await isElsewhere()) {
    network = { state: test.isOn ? "untestable" : "elsewhere" };
    return page.draw();
  }
  if (test.isOn) {
    return test.measure(signal, isOneOfAll, (measured) => {
      network = measured;
      page.draw();
    });
  }
  const { verdict, milliseconds, addresses } = await probe(session.base, signal, relays);
  if (signal.aborted) return;
  const copied = network.state === verdict && "copied" in network && network.copied;
  network = verdict === "passed" ? { state: "passed", milliseconds }
    : verdict === "blocked" || verdict === "detour" || verdict === "relayed" ? { state: verdict, milliseconds, addresses, copied } : { state: verdict };
  page.draw();
  // A slow answer looks like none; and whoever opens the network meanwhile need not press anything.
  if (verdict === "down" || verdict === "blocked") setTimeout(() => { if (!signal.aborted) checkNetwork(true); }, 5_000);
}

async function listDevices() {
  const devices = await list();
  const chosen = remembered();
  for (const choice of document.querySelectorAll("device-choice")) {
    const kind = /** @type {"camera" | "microphone" | "speaker"} */ (choice.getAttribute("kind"));
    const used = kind === "speaker" ? chosen.speaker : tracks[kind]?.getSettings().deviceId ?? chosen[kind];
    const known = devices[kind];
    // Browsers that list no loudspeakers still have one: the machine's.
    const shown = kind === "speaker" && known.length === 0 && !("setSinkId" in AudioContext.prototype)
      ? [{ deviceId: "", label: say("join.speaker.default") }] : known;
    /** @type {any} */ (choice).devices = { list: shown, chosen: used };
    if (kind === "speaker") {
      if (shown.length === 0) speaker = { state: "missing" };
      else if (speaker.state === "missing") speaker = { state: "untried" };
    }
  }
  page.draw();
}

function draw() {
  if (isEntering && !isLost()) return goIn();
  const isAway = isLost() && (isEntering || Date.now() - session.lineSince > 3_000);
  if (wasAway && !isAway && !test.isOn) checkNetwork();
  wasAway = isAway;
  const found = isAway ? { state: /** @type {const} */ (isEntering ? "entering" : "away") } : network;
  const { state } = session;
  const language = currentLanguage();
  const site = siteName(state, session.you.site, language);
  const checks = {
    camera: cameraCheck(camera), microphone: microphoneCheck(microphone, site, ownVoice.isThere), speaker: speakerCheck(speaker), network: networkCheck(found),
  };
  const worst = { danger: 0, warning: 1, plain: 2, passed: 2 };
  const order = [...usual].sort((left, right) => worst[checks[/** @type {"camera"} */ (left)].severity] - worst[checks[/** @type {"camera"} */ (right)].severity]);
  arrange(order);
  for (const [name, check] of Object.entries(checks)) rows[/** @type {"camera"} */ (name)].check = check;
  meter.hidden = microphone.state === "checking" || microphone.state === "trouble";
  const isTested = test.isOn && !isAway && network.state !== "untestable";
  const verdict = { ...verdictOf(camera, microphone, speaker, found), ...(isTested ? testVerdict(test.result, test.received) : {}) };
  const heading = element("#verdict");
  setText(heading, verdict.heading);
  heading.className = `state ${verdict.severity === "passed" ? "" : verdict.severity}`;
  setText(element("#why"), verdict.why);
  setText(enter, verdict.enter);
  const start = plannedStart(state), now = session.clock.now;
  const counts = { connected: page.connected, total: state.conference.sites.length };
  setText(element("#lead"), test.isOn ? say("test.lead") : state.phase === "convened" && start && start > now
    ? say("join.lead.start", { ...counts, time: timeOfDay(start), span: span(60 * Math.ceil((start - now) / 60_000)) }) : say(`join.lead.${state.phase}`, counts));
  setText(element("#title"), inLanguage(state.conference.title, language));
  setText(element("#day"), `${inLanguage(state.conference.host, language)}, ${dayInWords(state.conference.day)}`);
  setText(element("#site"), site || say("join.title"));
  setText(element("#now"), timeOfDay(session.clock.now));
  drawSpeech();
  drawNews();
  test.report();
  if (test.isOn && !wasOn) checkNetwork(false, true);
  wasOn = test.isOn;
}

/** Moves a failing check to the top, and only then: a row that moves loses nothing but its place. @param {string[]} order */
function arrange(order) {
  const place = rows.camera.parentElement;
  const present = Array.from(place.children, (row) => row.id);
  if (present.join() === order.join()) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  for (const name of order) place.append(rows[/** @type {"camera"} */ (name)]);
  focused?.focus();
}

/** What the secretariat wrote to this site. */
function drawNews() {
  const { news } = test;
  element("#news").hidden = news === null;
  setText(element("#news-who"), news?.who ?? "");
  setText(element("#news-text"), news?.text ?? "");
}

/** When this site speaks, by the programme. */
function drawSpeech() {
  const { state } = session;
  const language = currentLanguage();
  const planned = state.conference.programme.find((item) => item.site === session.you.site && item.site !== null);
  const person = planned && speakerOf(state, { site: planned.site ?? "", delegate: planned.speaker, item: planned.id });
  const start = planned && scheduleOf(state, session.clock.now).starts[planned.id];
  const title = inLanguage(itemOf(state, planned?.id)?.title, language);
  setText(element("#speech"), planned ? [start ? timeOfDay(start) : "", title, span(planned.minutes * 60)].filter(Boolean).join(", ") : say("join.speech.none"));
  setText(element("#speech-by"), planned ? person?.name ?? "" : say("join.speech.none.detail"));
  const count = delegatesAt(state, session.you.site).length;
  element("#invited").hidden = count === 0;
  setText(element("#delegates"), say("join.delegates.count", { count }));
}

document.addEventListener("act", async (event) => {
  const { act, check } = /** @type {CustomEvent} */ (event).detail;
  if (act === "again" && check === "camera") await checkCamera();
  if (act === "again" && check === "microphone") await checkMicrophone();
  if (act === "again" && check === "network") await checkNetwork();
  if (act === "again") await listDevices();
  if (act === "play") {
    speaker = { state: "playing" };
    page.draw();
    await playTone(remembered().speaker);
    speaker = { state: "asked" };
  }
  if (act === "own") await ownVoice.play(remembered().speaker).catch(() => {
    // A browser that cannot play it says nothing; the meter has shown the voice.
  });
  if (act === "heard") speaker = { state: "passed", at: session.clock.now };
  if (act === "unheard") speaker = { state: "silent" };
  if (act === "copy" && "addresses" in network) {
    await navigator.clipboard?.writeText(networkRequest(network.addresses)).catch(() => {
      // The request stands on the page and can be read out.
    });
    network = { ...network, copied: true };
  }
  page.draw();
});

document.addEventListener("choose", async (event) => {
  const { kind, device } = /** @type {CustomEvent} */ (event).detail;
  remember({ [kind]: device });
  if (kind === "camera") await checkCamera();
  if (kind === "microphone") await checkMicrophone();
  if (kind === "speaker") speaker = { state: "untried" };
  page.draw();
});

navigator.mediaDevices?.addEventListener?.("devicechange", async () => {
  if (camera.state === "trouble" && camera.trouble !== "denied") await checkCamera();
  if (microphone.state === "trouble" && microphone.trouble !== "denied") await checkMicrophone();
  await listDevices();
});

for (const name of /** @type {const} */ (["camera", "microphone"])) {
  // Permission given in the browser's own window counts without a press here.
  navigator.permissions?.query({ name: /** @type {PermissionName} */ (name) }).then((status) => {
    status.addEventListener("change", () => {
      if (name === "camera" && camera.state === "trouble") checkCamera();
      if (name === "microphone" && microphone.state === "trouble") checkMicrophone();
    });
  }).catch(() => {
    // Not every browser answers this question; the button asks again.
  });
}

document.addEventListener("language", () => {
  translate(document);
  for (const part of document.querySelectorAll("level-meter, device-choice")) /** @type {any} */ (part).translate();
  listDevices();
  page.draw();
});

rows.microphone.extra.append(meter);
page.onDraw = draw;
page.draw();
checkNetwork();
setInterval(listen, 50);
setInterval(() => page.draw(), 1_000);
await Promise.all([checkCamera(), checkMicrophone()]);
await listDevices();
