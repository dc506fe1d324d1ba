// @ts-check
import "../components/language-switch.js";
import "../components/level-meter.js";
import "../components/name-band.js";
import "../components/sound-out.js";
import "../components/stage-view.js";
import { setIcon } from "../components/icon.js";
import { setAttribute, setText, translate } from "../components/markup.js";
import { admitsMe } from "../lib/closed.js";
import { inLanguage } from "../lib/conference.js";
import { acquire, remembered } from "../lib/devices.js";
import { Loudness } from "../lib/sound.js";
import { emptyWords, stageOf } from "../lib/stage.js";
import { bandOf, noticeOf } from "../lib/views.js";
import { currentLanguage, say, timeOfDay } from "../lib/words.js";
import { media } from "./connect.js";
import { Page } from "./page.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const stage = element("stage-view"), sound = element("sound-out"), button = element("#microphone"), meter = element("level-meter");

/** @type {MediaStreamTrack | null} */
let microphone = null;
/** @type {Loudness | null} */
let loudness = null;
/** Whether the channel hears this microphone. An interpreter begins in silence. */
let isOn = false;

const page = await Page.open(media);
const { session } = page;
page.onDraw = draw;
media.addEventListener("state", play);
sound.speaker = remembered().speaker;
sound.volume = Number(element("#volume").value) / 100;
play();
setInterval(() => page.draw(), 250);
setInterval(() => { if (loudness) meter.decibels = isOn ? loudness.decibels : -90; }, 60);
acquire("microphone").then(({ track }) => {
  microphone = track;
  if (track) loudness = new Loudness(track.clone());
  turn(false);
});

function play() {
  stage.streams = media.streams.video;
  sound.streams = media.streams.audio;
  page.draw();
}

/** Opens or closes the microphone; a closed one is not even sent. @param {boolean} on */
function turn(on) {
  isOn = on && microphone !== null;
  if (microphone) microphone.enabled = isOn;
  media.send("microphone", isOn ? microphone : null);
  page.draw();
}

function draw() {
  const { state, clock, presence } = session;
  const language = currentLanguage();
  const now = clock.now;
  const channel = inLanguage(state.conference.channels.find(({ id }) => id === state.you.channel)?.name, language) || (state.you.channel ?? "");
  setText(element("#title"), inLanguage(state.conference.title, language));
  setText(element("#channel"), say("interpreter.title", { channel }));
  setText(element("#now"), timeOfDay(now, true));
  const placed = page.withLine(stageOf(state, page.slots.video));
  const notice = noticeOf(state, { media, stream: session, presence, here: Date.now(), now });
  stage.layout = placed;
  stage.page = placed.page && { ...placed.page, address: session.pageAddress(placed.page.document, placed.page.page) };
  stage.notice = notice;
  stage.empty = notice ? "" : !admitsMe(state) ? say("still.shut") : state.phase !== "open" ? say(`still.${state.phase}`) : placed.views.length || placed.page ? "" : emptyWords(state, presence, now);
  element("name-band").band = bandOf(state, now);
  const is = microphone === null ? "none" : isOn ? "on" : "off";
  setAttribute(element(".booth"), "data-state", is);
  setText(element("#state"), say(`interpreter.${is}`));
  setText(element("#lead"), state.phase === "open" ? say(`interpreter.${is}.lead`, { channel }) : say("interpreter.rest"));
  setText(element("#turn"), say(isOn ? "interpreter.turnOff" : "interpreter.turnOn"));
  setIcon(button.querySelector("svg"), isOn ? "mic" : "mic-off");
  setAttribute(button, "aria-pressed", String(isOn));
  button.disabled = microphone === null;
}

button.addEventListener("click", () => turn(!isOn));
document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.code !== "Space" || event.repeat || event.ctrlKey || event.altKey || event.metaKey || target.closest("input, a, language-switch")) return;
  // Space is the microphone wherever the focus is; a press on its own button would turn it twice.
  event.preventDefault();
  if (microphone) turn(!isOn);
});
// A press of Space on a focused button also clicks it when it is let go.
button.addEventListener("keyup", (/** @type {KeyboardEvent} */ event) => { if (event.code === "Space") event.preventDefault(); });
stage.addEventListener("act", () => media.takeOver());
element("#volume").addEventListener("input", () => { sound.volume = Number(element("#volume").value) / 100; });

document.addEventListener("language", () => {
  translate(document);
  meter.translate();
  page.draw();
});
