// @ts-check
import "../components/language-switch.js";
import "../components/site-wall.js";
import "../components/stage-view.js";
import "../components/tile-map.js";
import "../components/trouble-list.js";
import { setAttribute, setText, translate } from "../components/markup.js";
import { admitsMe } from "../lib/closed.js";
import { siteName } from "../lib/conference.js";
import { captionOf, followWords, isOnAir, layouts, picturedSites, stageOfPlan, withLayout, withSite } from "../lib/director.js";
import { timerOf } from "../lib/person.js";
import { conditionOf, troublesOf } from "../lib/wall.js";
import { currentLanguage, number, say } from "../lib/words.js";
import { media } from "./connect.js";
import { Console } from "./console.js";
import { InboxDesk } from "./inbox-desk.js";
import { Page } from "./page.js";
import { PaperDesk } from "./paper-desk.js";
import { RehearsalDesk } from "./rehearsal-desk.js";
import { SiteDesk } from "./site-desk.js";
import { Tabs } from "./tabs.js";
import { WallDesk } from "./wall-desk.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

/** What a press of the button would put on air. @type {import("../lib/director.js").Plan} */
let plan = { layout: "speaker", sites: [] };

element("tile-map").isReachable = true;

const page = await Page.open(media);
const { session } = page;
const desk = new Console(page, media);
const walls = new WallDesk(page, media);
const inbox = new InboxDesk(desk);
const papers = new PaperDesk(desk);
const tabs = new Tabs(() => page.draw());
const rehearsal = new RehearsalDesk(desk, tabs);
inbox.isShown = () => tabs.open === "messages";
const sites = new SiteDesk(desk, () => walls.watched, () => ["preview", "message"], {
  preview: (site) => prepare(withSite(plan, site)),
  message: (site) => {
    tabs.show("messages");
    inbox.open(site);
  },
});
plan = { layout: session.state.stage, sites: [...session.state.shown] };
walls.besides = () => picturedSites(session.state, plan);
walls.markOf = (site) => plan.sites.includes(site) ? "preview" : session.state.shown.includes(site) ? "air" : null;
page.onDraw = draw;
media.addEventListener("state", show);
setInterval(drawTime, 250);
show();

function show() {
  for (const stage of document.querySelectorAll("stage-view")) /** @type {any} */ (stage).streams = media.streams.video;
  page.draw();
}

function draw() {
  const { state, presence } = session;
  desk.drawHead(say("director.title"));
  walls.draw();
  if (tabs.open === "papers") papers.draw();
  if (tabs.open === "map") desk.drawCountry(walls.watched);
  inbox.draw();
  rehearsal.draw();
  const troubles = troublesOf(state, presence, walls.watched, session.clock.now);
  element("trouble-list").troubles = troubles;
  setText(element("#trouble-count"), String(troubles.count));
  setText(element("#unread-count"), inbox.unread ? String(inbox.unread) : "");
  setText(element("#well"), say("trouble.well", { count: troubles.well }));
  drawMeters();
  drawMonitors();
  drawTime();
}

function drawMonitors() {
  const { state } = session;
  const screens = page.slots.video.filter(({ source }) => source === "presentation");
  const onAir = { layout: state.stage, sites: state.shown };
  // On air the stage's own slots are the better pictures.
  const ofStage = (/** @type {string} */ site) => page.slots.video.find((slot) => slot.site === site && slot.source === "camera" && slot.place !== "tile") ?? walls.slotOf(site);
  monitor("#preview", stageOfPlan(state, plan, (site) => walls.slotOf(site), screens), captionOf(state, plan), picturedSites(state, plan));
  monitor("#air", stageOfPlan(state, onAir, ofStage, screens), captionOf(state, onAir), picturedSites(state, onAir));
  setText(element("#preview-layout"), say(`chair.layout.${plan.layout}`));
  for (const button of document.querySelectorAll("[data-layout-choice]")) {
    setAttribute(button, "aria-pressed", String(button.getAttribute("data-layout-choice") === plan.layout));
  }
  element("#take").disabled = isOnAir(state, plan) || state.phase === "closed";
  setAttribute(element("#follow"), "aria-pressed", String(state.shown.length === 0));
  setAttribute(element("#follow"), "title", followWords(onAir));
}

/** @param {string} selector @param {ReturnType<typeof stageOfPlan>} stage @param {string} caption @param {string[]} sites */
function monitor(selector, stage, caption, sites) {
  const away = sites.find((site) => !session.presence[site]?.connected);
  const view = element(`${selector} stage-view`);
  view.layout = { ...stage, views: stage.views.map((each) => ({ ...each, plate: null })) };
  view.page = stage.page && { ...stage.page, address: session.pageAddress(stage.page.document, stage.page.page) };
  view.empty = !admitsMe(session.state) ? say("director.closed") : stage.views.length || stage.page ? "" : away ? say("stage.away", { site: siteName(session.state, away, currentLanguage()) }) : say("director.noPicture");
  setText(element(`${selector}-caption`), caption);
}

function drawMeters() {
  const { state, presence } = session;
  const of = (/** @type {string} */ condition) => state.conference.sites.filter(({ id }) => conditionOf(state, presence, id, walls.watched) === condition).length;
  const noSound = of("no-sound"), noPicture = of("no-picture");
  setText(element("#meter-connected"), `${number(page.connected)}/${number(state.conference.sites.length)}`);
  for (const [id, count] of Object.entries({ sound: noSound, picture: noPicture, muted: state.muted.length })) {
    setText(element(`#meter-${id}`), number(count));
    element(`#meter-${id}`).classList.toggle("warning", count > 0 && id !== "muted");
  }
}

/** What moves by itself: the clock, the timer on air. */
function drawTime() {
  desk.drawLine();
  const holder = session.state.floor.at(-1);
  const timer = holder ? timerOf(holder, session.clock.now) : null;
  setText(element("#air-time"), timer ? `${timer.label} ${timer.digits}` : "");
}

function take() {
  if (element("#take").disabled) return;
  desk.tell("layout", { layout: plan.layout, ...(plan.sites.length ? { sites: plan.sites } : {}) });
}

/** Follows the floor again, or stops following by holding what is shown now. */
function follow() {
  const { state } = session;
  if (state.shown.length) {
    plan = { ...plan, sites: [] };
    desk.tell("layout", { layout: state.stage });
  } else {
    const sites = picturedSites(state, { layout: "speaker", sites: [] });
    plan = withLayout({ layout: state.stage, sites }, state.stage);
    desk.tell("layout", { layout: state.stage, sites: plan.sites });
  }
  page.draw();
}

/** @param {import("../lib/director.js").Plan} next */
function prepare(next) {
  plan = next;
  page.draw();
}

element("#take").addEventListener("click", take);
element("#follow").addEventListener("click", follow);
for (const button of document.querySelectorAll("[data-layout-choice]")) {
  button.addEventListener("click", () => prepare(withLayout(plan, button.getAttribute("data-layout-choice") ?? "speaker")));
}
element("site-wall").addEventListener("site", (/** @type {CustomEvent} */ { detail }) => prepare(withSite(plan, detail.site)));
element("site-wall").addEventListener("more", (/** @type {CustomEvent} */ { detail }) => sites.open(detail.site));
sites.opensFrom("tile-map", "trouble-list", "test-board");

/**
 * Whether Space means the air: where nothing has the focus, and on what a director has just pressed to prepare it (a tile, a layout).
 * There Enter is the button's key; anywhere else Space presses buttons as it always does.
 * @param {Element} target
 */
function takesBySpace(target) {
  return target === document.body || target.closest("site-wall, [data-layout-choice]") !== null;
}
// Some browsers press a button when Space is let go, whatever became of its going down.
document.addEventListener("keyup", (event) => {
  if (event.code === "Space" && takesBySpace(/** @type {Element} */ (event.target))) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const { key, code, ctrlKey, altKey, metaKey, repeat } = event;
  if (event.isComposing || repeat || ctrlKey || altKey || metaKey || document.querySelector("dialog[open]") || target.closest("input, textarea, select")) return;
  const layout = layouts[Number(key) - 1]?.layout;
  if (code === "Space") {
    if (!takesBySpace(target)) return;
    take();
  } else if (layout) prepare(withLayout(plan, layout));
  else if (code === "KeyF") follow();
  else if (key === "Escape") prepare({ ...plan, sites: [] });
  else if (key === "ArrowLeft") walls.turn(-1);
  else if (key === "ArrowRight") walls.turn(1);
  else if (key === "/") element("#find").focus();
  else return;
  event.preventDefault();
});

document.addEventListener("language", () => {
  translate(document);
  page.draw();
});
