// @ts-check
import "../components/house-line.js";
import "../components/language-switch.js";
import "../components/name-band.js";
import "../components/operator-bar.js";
import "../components/sound-out.js";
import "../components/stage-view.js";
import "../components/still-screen.js";
import { setText, translate } from "../components/markup.js";
import { holderAt, centralSite, siteName } from "../lib/conference.js";
import { acquire, remembered } from "../lib/devices.js";
import { media } from "./connect.js";
import { Page } from "./page.js";
import { Said } from "./said.js";
import { emptyWords, stageOf } from "../lib/stage.js";
import { closedTag, stillOf } from "../lib/still.js";
import { currentLanguage, say } from "../lib/words.js";
import { bandOf, barOf, lineOf, noticeOf } from "../lib/views.js";

/** For this long a stage that nothing fills keeps what it showed, in milliseconds. */
const afterglow = 3_000;

const stage = /** @type {import("../components/stage-view.js").StageView} */ (document.querySelector("stage-view"));
const band = /** @type {import("../components/name-band.js").NameBand} */ (document.querySelector("name-band"));
const still = /** @type {import("../components/still-screen.js").StillScreen} */ (document.querySelector("still-screen"));
const bar = /** @type {import("../components/operator-bar.js").OperatorBar} */ (document.querySelector("operator-bar"));
const sound = /** @type {import("../components/sound-out.js").SoundOut} */ (document.querySelector("sound-out"));
const hall = /** @type {HTMLElement} */ (document.querySelector(".hall"));
const line = /** @type {import("../components/house-line.js").HouseLine} */ (document.querySelector("house-line"));
const tag = /** @type {HTMLElement} */ (document.querySelector(".tag"));

/** How much of the floor is still heard under an interpreter. */
const underneath = 0.2;
/** The audio slot of the interpreter. */
const interpreterSlot = 3;
/** Whether something comes from the interpreter: a slot is filled also while nobody speaks into it. */
let isInterpreted = false;

/** @type {MediaStreamTrack | null} */
let microphone = null;
/** @type {MediaStreamTrack | null} */
let camera = null;
/** @type {MediaStreamTrack | null} */
let screen = null;
/** What is shared has a sound, which goes out with the microphone. @type {{sound: MediaStreamTrack, track: MediaStreamTrack, end: () => void} | null} */
let mixed = null;
/** When there was last something to show, or no line to show it over. */
let filledAt = 0;

const page = await Page.open(media);
const { session } = page;
const said = new Said(page);
/** What the bar opens. @type {import("./hall-panel.js").HallPanel | null} */
let panel = null;
begin();
if (session.you.role === "operator") import("./line-report.js").then(({ reportLine }) => reportLine(page, media));
// The picture comes first; what an operator opens beside it can come a moment later.
import("./hall-panel.js").then(({ HallPanel }) => {
  panel = new HallPanel(page, tell, (error) => said.fail(error));
  page.draw();
});

function begin() {
  // The offer did not wait for the devices: a browser may ask its user first, and the hall can watch meanwhile.
  if (session.you.role === "operator") acquireAll();
  sound.speaker = remembered().speaker;
  page.onDraw = draw;
  media.addEventListener("state", play);
  play();
  // Time runs in the band and in the notices; four times a second keeps every second whole.
  setInterval(() => page.draw(), 250);
  setInterval(listenToInterpreter, 1_000);
}

function play() {
  stage.streams = media.streams.video;
  sound.streams = media.streams.audio;
  page.draw();
}

/** Microphone and camera, whichever there is; each is sent as soon as it is there. */
async function acquireAll() {
  const heard = acquire("microphone").then(({ track }) => {
    microphone = track;
    media.send("microphone", track);
  });
  const seen = acquire("camera").then(({ track }) => {
    camera = track;
    bar.own = track ? new MediaStream([track]) : null;
    media.send("camera", track);
  });
  await Promise.all([heard, seen]);
  page.draw();
}

function draw() {
  const { state, clock, presence, began } = session;
  const now = clock.now, here = Date.now();
  const connected = page.connected;
  const shown = stillOf(state, now, began, connected);
  const notice = noticeOf(state, { media, stream: session, presence, site: session.you.site, here, now });
  const acts = barOf(state, {
    hasMicrophone: microphone !== null, isSharing: screen !== null, isShareWanted: media.isWanted("presentation"),
    canShare: navigator.mediaDevices?.getDisplayMedia !== undefined, connected, channel: panel?.channel, unread: panel?.unread,
  });
  hall.dataset.state = shown ? "still" : "stage";
  still.hidden = shown === null || notice?.lost === true;
  stage.hidden = shown !== null && notice?.lost !== true;
  band.hidden = shown !== null;
  if (shown) still.still = { ...shown, note: shown.phase === "shut" ? say("still.shut.note") : acts.operates ? noteOf(acts.microphone) : "" };
  const placed = page.withLine(stageOf(state, page.slots.video));
  if (placed.views.length > 0 || media.state !== "connected") filledAt = here;
  // Between two connections, and between two feeds, the slots are empty for a moment: the last picture stays.
  const isEmpty = here - filledAt > afterglow;
  if (placed.views.length > 0 || isEmpty) stage.layout = placed;
  stage.page = placed.page && { ...placed.page, address: session.pageAddress(placed.page.document, placed.page.page) };
  stage.notice = notice;
  stage.empty = isEmpty && !notice && !shown ? emptyWords(session.state, session.presence, session.clock.now) : "";
  band.band = bandOf(state, now);
  bar.bar = acts;
  bar.stays = panel?.isOpen ?? false;
  line.line = lineOf(state, now);
  const closed = closedTag(state);
  tag.hidden = !closed;
  setText(/** @type {Element} */ (tag.lastElementChild), closed);
  panel?.draw();
  // Under an interpreter the floor is still there, but low; while nobody interprets it is as loud as ever.
  sound.volumes = [0, 1, 2].map(() => panel?.channel && isInterpreted ? underneath : 1);
}

let heardBefore = 0;

/** Looks once a second whether the interpreter sends anything; who closes the microphone gives the floor its sound back. */
async function listenToInterpreter() {
  if (!panel?.channel) return;
  const { audio } = await media.statistics();
  const packets = audio[interpreterSlot]?.packets ?? 0;
  isInterpreted = packets > heardBefore;
  heardBefore = packets;
}

/** @param {string} microphoneState */
function noteOf(microphoneState) {
  return say("still.note", {
    site: siteName(session.state, session.you.site, currentLanguage()),
    microphone: say(`still.note.microphone.${microphoneState}`),
    camera: say(camera ? "still.note.camera.on" : "still.note.camera.off"),
  });
}

hall.addEventListener("act", (event) => {
  const { act } = /** @type {CustomEvent} */ (event).detail;
  const muted = session.you.site !== null && session.state.muted.includes(session.you.site);
  if (act === "microphone") tell(muted ? "unmute" : "mute");
  if (act === "ask" || act === "withdraw" || act === "yield") tell(act);
  if (act === "point") tell("ask", { kind: "pointOfOrder" });
  if (["papers", "roll", "messages", "ballot", "channel"].includes(act)) panel?.toggle(act);
  if (act === "share") share();
  if (act === "takeOver") media.takeOver();
  if (act === "fullscreen") document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
});

/** @param {string} type @param {Record<string, unknown>} [fields] */
function tell(type, fields) {
  // The own microphone falls silent at the press, not when the answer comes back.
  if (microphone && type === "mute") microphone.enabled = false;
  return said.tell(type, fields);
}

/** Shares a screen, or stops; the section was there from the start. */
async function share() {
  if (screen) return stopSharing();
  try {
    // The sound of the whole machine would have the conference itself in it; that of another page comes as it is.
    const stream = await navigator.mediaDevices.getDisplayMedia(/** @type {DisplayMediaStreamOptions} */ ({
      video: { frameRate: { max: 15 } }, selfBrowserSurface: "exclude", systemAudio: "exclude",
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    }));
    [screen] = stream.getVideoTracks();
    screen.contentHint = "detail";
    screen.addEventListener("ended", stopSharing);
    const [sound] = stream.getAudioTracks();
    if (sound) {
      const { mix } = await import("../lib/mix.js");
      mixed = { sound, ...mix(microphone ? [microphone, sound] : [sound]) };
      await media.send("microphone", mixed.track);
    }
    await media.send("presentation", screen);
    await presentScreen();
  } catch {
    // The operator closed the browser's question; nothing is shared.
  }
  page.draw();
}

/** A shared screen goes on the stage at once where the site may present; else it waits until the chair shows it. */
async function presentScreen() {
  const { state } = session;
  const mayPresent = state.phase === "open" && (holderAt(state, state.you.site) !== null || centralSite(state)?.id === state.you.site);
  if (!mayPresent) return;
  await session.command("present").catch((error) => {
    // An older server knows no such command; there the chair's layout shows the screen.
    if (error?.status !== 400) said.fail(error);
  });
}

async function stopSharing() {
  screen?.stop();
  screen = null;
  if (mixed) {
    mixed.sound.stop();
    mixed.end();
    mixed = null;
    await media.send("microphone", microphone);
  }
  const { presentation, you } = session.state;
  if (presentation && presentation.site === you.site && !presentation.document) await tell("stopPresenting");
  await media.send("presentation", null);
  page.draw();
}

document.addEventListener("language", () => {
  translate(document);
  page.draw();
});
