// @ts-check
import "../components/agenda-list.js";
import "../components/floor-desk.js";
import "../components/language-switch.js";
import "../components/site-sheet.js";
import "../components/site-wall.js";
import "../components/sound-out.js";
import "../components/speech-queue.js";
import "../components/tile-map.js";
import "../components/undo-notice.js";
import { make, setAttribute, setText, translate } from "../components/markup.js";
import { holderAt, inLanguage, nextItem, queuePosition, siteName } from "../lib/conference.js";
import {
  agendaOf, allotmentWords, allotments, countryOf, floorOf, minutesFor, moved, named, pageSize, phaseActs, queueOf, tileOf, undoOf, wallOrder,
} from "../lib/desk.js";
import { personOf } from "../lib/views.js";
import { currentLanguage, dayInWords, say, span, timeOfDay } from "../lib/words.js";
import { bindKeys } from "./chair-keys.js";
import { media } from "./connect.js";
import { Page } from "./page.js";

/** A camera that is asked to begin has this long before its silence is called trouble, in milliseconds. */
const warming = 5_000;

/** What one press of `+` adds, in seconds. */
const extension = 120;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const floor = element("floor-desk"), queue = element("speech-queue"), agenda = element("agenda-list"), wall = element("site-wall");
const map = element("tile-map"), undo = element("undo-notice"), sheet = element("site-sheet"), sound = element("sound-out"), said = element(".said");
const allotted = /** @type {HTMLSelectElement} */ (element("#allotted"));

/** The row of the queue that Enter grants; nobody chosen means the first. @type {string | null} */
let chosen = null;
/** @type {"programme" | "region" | "trouble"} */
let order = "programme";
let wallPage = 0;
/** What the server was last told the wall shows, for which connection. */
let viewed = "";
/** Since when each site of the present page is shown. @type {Map<string, number>} */
let watchedSince = new Map();
let saidTimer = 0;

const page = await Page.open(media);
const { session } = page;
floor.extension = extension;
fetch("/public/data/tilemap.json").then((response) => response.json()).then(({ maps }) => {
  map.map = maps["63"];
  page.draw();
});
page.onDraw = draw;
media.addEventListener("state", play);
// Of two windows with the same console, the one that is used has the pictures.
window.addEventListener("focus", () => media.takeOver());
session.addEventListener("levels", () => drawLevel());
setInterval(() => drawTime(), 250);
sound.volume = Number(element("#volume").value) / 100;
drawAllotments();
play();

function play() {
  sound.streams = media.streams.audio;
  page.draw();
}

function draw() {
  const { state, presence } = session;
  const language = currentLanguage();
  const rows = queueOf(state, presence, Number(allotted.value), watched());
  if (!rows.some((row) => row.site === chosen)) chosen = null;
  const first = chosen ?? rows[0]?.site ?? null;
  queue.queue = { rows, chosen: first, canGrant: state.phase === "open" };
  setText(element("#asked"), String(rows.length));
  setText(element("#title"), inLanguage(state.conference.title, language));
  setText(element("#day"), `${inLanguage(state.conference.host, language)}, ${dayInWords(state.conference.day)}`);
  setText(element("#sites"), say("chair.sites", { connected: page.connected, total: state.conference.sites.length }));
  setText(element("#key-extend"), say("chair.key.extend", { span: span(extension) }));
  drawPhase();
  drawWall();
  drawCountry();
  drawTime();
}

/** What moves by itself: the timer, the agenda's line, the clock, the age of a lost line. */
function drawTime() {
  const { state, clock, began } = session;
  const now = clock.now;
  const view = floorOf(state, now, page.connected, chosen);
  floor.floor = view;
  const slot = page.slots.video.find(({ site, place }) => site === view.site && place !== "tile") ?? page.slots.video.find(({ place }) => place === "stage");
  floor.stream = slot ? media.streams.video[slot.slot] : null;
  agenda.rows = agendaOf(state, now, began);
  setText(element("#now"), timeOfDay(now, true));
  const line = element("#line");
  const isLost = session.line !== "open", isWaiting = media.state !== "connected";
  setText(line, isLost ? say("chair.line.lost", { span: span((Date.now() - session.lineSince) / 1000) })
    : media.state === "replaced" ? say("notice.replaced") : isWaiting ? say("chair.line.media") : say(`phase.${state.phase}`));
  line.className = isLost ? "state danger" : isWaiting ? "state warning" : state.phase === "open" ? "state" : "state plain";
}

function drawLevel() {
  const holder = session.state.floor.at(-1);
  floor.level = holder ? session.levels[holder.site] ?? null : null;
}

function drawPhase() {
  const { state } = session;
  const acts = phaseActs(state);
  for (const button of document.querySelectorAll("[data-phase]")) {
    /** @type {HTMLElement} */ (button).hidden = !acts.includes(button.getAttribute("data-phase") ?? "");
  }
  const next = nextItem(state);
  element("#next").hidden = state.phase !== "open" || !next;
  for (const radio of document.querySelectorAll("[name=layout]")) {
    /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === state.stage;
  }
}

function drawWall() {
  const { state, presence } = session;
  const looked = watched();
  const sites = wallOrder(state, presence, order, looked);
  const pages = Math.max(1, Math.ceil(sites.length / pageSize));
  wallPage = Math.max(0, Math.min(pages - 1, wallPage));
  const shown = sites.slice(wallPage * pageSize, (wallPage + 1) * pageSize);
  wall.tiles = shown.map((site) => {
    const tile = tileOf(state, presence, site, looked);
    const hasPicture = tile.condition !== "away" && tile.condition !== "no-picture";
    const slots = page.slots.video.filter((slot) => slot.site === site && slot.source === "camera");
    const slot = slots.find(({ place }) => place === "tile") ?? slots[0];
    const stream = slot && hasPicture && page.isShowing(slot) ? media.streams.video[slot.slot] : null;
    return { ...tile, stream };
  });
  setText(element("#page"), say("chair.page", { page: wallPage + 1, pages }));
  element("#back").disabled = wallPage === 0;
  element("#on").disabled = wallPage === pages - 1;
  for (const tab of document.querySelectorAll("[data-order]")) setAttribute(tab, "aria-pressed", String(tab.getAttribute("data-order") === order));
  tellView(shown);
}

/** The sites whose pictures should be there by now: those on the wall for a while, and those on the stage. */
function watched() {
  const now = Date.now();
  const onWall = [...watchedSince].filter(([, since]) => now - since >= warming).map(([site]) => site);
  const onStage = session.state.floor.filter(({ since }) => session.clock.now - since >= warming).map(({ site }) => site);
  return new Set([...onWall, ...onStage]);
}

/** Tells the server once what the wall shows, again after a new connection. @param {string[]} shown */
function tellView(shown) {
  const key = `${media.peer} ${shown.join()}`;
  if (key === viewed || media.peer === null) return;
  viewed = key;
  const now = Date.now();
  watchedSince = new Map(shown.map((site) => [site, watchedSince.get(site) ?? now]));
  setTimeout(() => page.draw(), warming);
  session.view(shown).catch(() => {
    // Asked again with the next drawing.
    viewed = "";
  });
}

function drawCountry() {
  const { provinces, counts } = countryOf(session.state, session.presence, watched());
  map.provinces = provinces;
  for (const [name, count] of Object.entries(counts)) setText(element(`[data-count=${name}]`), String(count));
}

function drawAllotments() {
  const value = allotted.value;
  allotted.replaceChildren(...allotments.map((minutes) => {
    const option = /** @type {HTMLOptionElement} */ (make("option", allotmentWords(minutes)));
    option.value = String(minutes);
    return option;
  }));
  allotted.value = value || "0";
}

/** @param {string} type @param {Record<string, unknown>} [fields] @returns {Promise<boolean>} */
async function tell(type, fields) {
  try {
    await session.command(type, fields);
    show("");
    return true;
  } catch (error) {
    show(page.words(error));
    return false;
  }
}

/** @param {string} words */
function show(words) {
  said.hidden = !words;
  setText(said, words);
  clearTimeout(saidTimer);
  if (words) saidTimer = window.setTimeout(() => show(""), 8_000);
}

/** @param {string} site @param {"sole" | "dialogue"} [mode] */
async function grant(site, mode = "sole") {
  const before = session.state;
  const request = before.queue.find((each) => each.site === site) ?? { site, delegate: null, item: null, since: 0 };
  const { name } = personOf(before, request);
  const seconds = minutesFor(before, request, Number(allotted.value)) * 60;
  chosen = null;
  if (await tell("grant", { site, ...named(request), seconds, mode })) offerUndo(before, say("chair.undo.granted", { name }));
}

/** @param {string | undefined} site */
async function revoke(site) {
  const before = session.state;
  const holder = site ? holderAt(before, site) : null;
  if (!holder) return;
  const { name } = personOf(before, holder);
  if (await tell("revoke", { site: holder.site })) offerUndo(before, say("chair.undo.revoked", { name }));
}

/** @param {import("../lib/conference.js").State} before @param {string} words */
function offerUndo(before, words) {
  undo.show(words, async () => {
    for (const { type, ...fields } of undoOf(before, session.state, session.clock.now)) {
      if (!(await tell(type, fields))) return;
    }
  });
}

/** @param {string} site @param {number} by */
function move(site, by) {
  const sites = moved(session.state, site, by);
  if (sites) tell("reorder", { sites });
}

function chosenSite() {
  return chosen ?? session.state.queue[0]?.site ?? null;
}

/** @param {string} site */
function toggleMute(site) {
  tell(session.state.muted.includes(site) ? "unmute" : "mute", { site });
}

const acts = {
  grant() {
    const site = chosenSite();
    if (site && session.state.phase === "open") grant(site);
  },
  /** @param {number} position */
  grantNth(position) {
    const request = session.state.queue[position - 1];
    if (request && session.state.phase === "open") grant(request.site);
  },
  extend() {
    const holder = session.state.floor.at(-1);
    if (holder) tell("extend", { site: holder.site, seconds: extension });
  },
  revoke() {
    revoke(session.state.floor.at(-1)?.site);
  },
  dialogue() {
    const site = chosenSite();
    if (site) grant(site, "dialogue");
  },
  mute() {
    const holder = session.state.floor.at(-1);
    if (holder) toggleMute(holder.site);
  },
  next() {
    const item = nextItem(session.state);
    if (item && session.state.phase === "open") tell("startItem", { item: item.id });
  },
  /** @param {number} by */
  choose(by) {
    const sites = session.state.queue.map((request) => request.site);
    const from = sites.indexOf(chosenSite() ?? "");
    chosen = sites[Math.max(0, Math.min(sites.length - 1, from + by))] ?? null;
    page.draw();
  },
  /** @param {number} by */
  move(by) {
    const site = chosenSite();
    if (!site) return;
    chosen = site;
    move(site, by);
  },
  /** @param {number} by */
  turn(by) {
    wallPage += by;
    page.draw();
  },
  undo() {
    undo.undo();
  },
  find() {
    element("#find").focus();
  },
};
bindKeys(acts);

floor.addEventListener("act", (/** @type {CustomEvent} */ { detail }) => {
  if (detail.act === "begin") tell("startItem", { item: detail.item });
  else acts[/** @type {"extend"} */ (detail.act)]();
});
queue.addEventListener("grant", (/** @type {CustomEvent} */ { detail }) => grant(detail.site));
queue.addEventListener("choose", (/** @type {CustomEvent} */ { detail }) => { chosen = detail.site; page.draw(); });
queue.addEventListener("order", (/** @type {CustomEvent} */ { detail }) => move(detail.site, detail.by));
agenda.addEventListener("begin", (/** @type {CustomEvent} */ { detail }) => tell("startItem", { item: detail.item }));

for (const board of [wall, map]) {
  board.addEventListener("site", (/** @type {CustomEvent} */ { detail: { site } }) => {
    const { state, presence } = session;
    const tile = tileOf(state, presence, site, watched());
    sheet.open({
      site, name: tile.name, says: tile.says.slice(tile.name.length + 2), isMuted: tile.isMuted, asked: queuePosition(state, site) > 0,
      holds: holderAt(state, site) !== null, canGrant: state.phase === "open", canDialogue: state.phase === "open" && state.floor.length === 1,
    });
  });
}
sheet.addEventListener("act", (/** @type {CustomEvent} */ { detail: { act, site } }) => {
  if (act === "grant") grant(site);
  else if (act === "dialogue") grant(site, "dialogue");
  else if (act === "revoke") revoke(site);
  else tell(act, { site });
});

for (const button of document.querySelectorAll("[data-phase]")) {
  button.addEventListener("click", () => {
    const act = button.getAttribute("data-phase") ?? "";
    if (act === "close") element("#closing").showModal();
    else tell(act);
  });
}
element("#closing").addEventListener("close", () => {
  if (element("#closing").returnValue === "close") tell("close");
});
for (const radio of document.querySelectorAll("[name=layout]")) {
  radio.addEventListener("change", () => tell("layout", { layout: /** @type {HTMLInputElement} */ (radio).value }));
}
for (const tab of document.querySelectorAll("[data-order]")) {
  tab.addEventListener("click", () => {
    order = /** @type {typeof order} */ (tab.getAttribute("data-order"));
    wallPage = 0;
    page.draw();
  });
}
element("#next").addEventListener("click", acts.next);
element("#back").addEventListener("click", () => acts.turn(-1));
element("#on").addEventListener("click", () => acts.turn(1));
element("#volume").addEventListener("input", () => { sound.volume = Number(element("#volume").value) / 100; });
allotted.addEventListener("change", () => page.draw());

/** Letters without their marks, so that "da nang" finds Đà Nẵng. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
element("#find").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key === "Escape") element("#find").blur();
  if (event.key !== "Enter" || event.isComposing) return;
  // Else the same press would go on to the tile that is found, and open it.
  event.preventDefault();
  const wanted = plain(element("#find").value.trim());
  const sites = wallOrder(session.state, session.presence, order, watched());
  const index = wanted ? sites.findIndex((site) => plain(siteName(session.state, site, currentLanguage())).includes(wanted)) : -1;
  if (index < 0) return;
  wallPage = Math.floor(index / pageSize);
  element("#find").value = "";
  draw();
  wall.focusOn(sites[index]);
});

document.addEventListener("language", () => {
  translate(document);
  drawAllotments();
  page.draw();
});
