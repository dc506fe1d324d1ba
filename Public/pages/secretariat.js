// @ts-check
import "../components/data-table.js";
import "../components/language-switch.js";
import "../components/roll-sheet.js";
import "../components/tile-map.js";
import "../components/vote-result.js";
import { setAttribute, setText, translate } from "../components/markup.js";
import { resultsOf, underWay } from "../lib/ballot.js";
import { siteName } from "../lib/conference.js";
import { siteActs } from "../lib/desk.js";
import { rollOf } from "../lib/lists.js";
import { quorumWords, rollByKind, rollBySite, timesTable } from "../lib/tables.js";
import { currentLanguage, say } from "../lib/words.js";
import { bindKeys } from "./chair-keys.js";
import { media } from "./connect.js";
import { Console } from "./console.js";
import { FloorBoard } from "./floor-board.js";
import { InboxDesk } from "./inbox-desk.js";
import { LinesDesk } from "./lines-desk.js";
import { Page } from "./page.js";
import { PaperDesk } from "./paper-desk.js";
import { RehearsalDesk } from "./rehearsal-desk.js";
import { SiteDesk } from "./site-desk.js";
import { Tabs } from "./tabs.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

/** The site whose roll stands open. @type {string | null} */
let rollSite = null;
/** @type {"delegate" | "delegation" | "site"} */
let timesBy = "delegate";
/** The secretariat watches no wall: what a camera sends is the director's affair. @type {Set<string>} */
const watched = new Set();

element("tile-map").isReachable = true;

const page = await Page.open(media);
const { session } = page;
const desk = new Console(page, media);
const board = new FloorBoard(desk, () => watched);
const { acts } = board;
const inbox = new InboxDesk(desk);
const papers = new PaperDesk(desk);
const tabs = new Tabs(() => page.draw());
const rehearsal = new RehearsalDesk(desk, tabs);
const lines = new LinesDesk(desk, () => tabs.open === "lines");
inbox.isShown = () => tabs.open === "messages";
const sites = new SiteDesk(desk, () => watched, (site) => [...siteActs(session.state, site), "message", "roll"], {
  ...acts.atSite,
  message: (site) => {
    tabs.show("messages");
    inbox.open(site);
  },
  roll: (site) => {
    tabs.show("roll");
    showRoll(site);
  },
});
page.onDraw = draw;
page.draw();
session.addEventListener("levels", () => board.drawLevel());
setInterval(() => {
  board.drawTime();
  desk.drawLine();
  if (tabs.open === "times") drawTimes();
}, 500);

function draw() {
  desk.drawHead(say("desk.title"));
  desk.drawLine();
  board.draw();
  inbox.draw();
  rehearsal.draw();
  setText(element("#unread-count"), inbox.unread ? String(inbox.unread) : "");
  if (tabs.open === "map") desk.drawCountry(watched);
  // Of many sites and delegates only what stands open is worth drawing.
  if (tabs.open === "roll") drawRoll();
  if (tabs.open === "votes") drawVotes();
  if (tabs.open === "times") drawTimes();
  if (tabs.open === "lines") lines.draw();
  if (tabs.open === "papers") papers.draw();
}

function drawRoll() {
  const { state } = session;
  const quorum = quorumWords(state);
  setText(element("#roll-quorum"), quorum.words);
  element("#roll-quorum").className = quorum.isShort ? "state warning" : "state plain";
  element("#roll-kinds").table = rollByKind(state);
  element("#roll-sites").table = rollBySite(state);
  element("#roll-totals").hidden = rollSite !== null;
  element("#roll-one").hidden = rollSite === null;
  setText(element("#roll-name"), siteName(state, rollSite, currentLanguage()));
  element("roll-sheet").roll = rollOf(state, rollSite);
}

function drawVotes() {
  const { state } = session;
  const vote = underWay(state);
  element("#vote-now").hidden = !vote;
  element("#vote-new").hidden = vote !== null || state.phase !== "open";
  if (vote) {
    element("#vote-rows").results = vote.isSecret ? [{ ...vote, rows: [{ option: vote.progress, count: "", percent: "", share: vote.share }] }] : [vote];
    const missing = vote.missing.slice(0, 12).join(", ");
    const rest = vote.missing.length - 12;
    setText(element("#vote-missing"), vote.missing.length === 0 ? "" : rest > 0 ? say("vote.missing.more", { names: missing, count: rest }) : say("vote.missing", { names: missing }));
  }
  element("#vote-results").results = resultsOf(state);
  element("#vote-none").hidden = vote !== null || state.votes.length > 0;
}

function drawTimes() {
  const table = timesTable(session.state, session.clock.now, timesBy);
  element("#times").table = table;
  element("#times").hidden = table.rows.length === 0;
  element("#times-empty").hidden = table.rows.length > 0;
  for (const button of document.querySelectorAll("button[data-times]")) setAttribute(button, "aria-pressed", String(button.getAttribute("data-times") === timesBy));
}

bindKeys(acts, { find: () => element("#write").click() });

element("#roll-sites").addEventListener("open", (/** @type {CustomEvent} */ { detail }) => showRoll(detail.id));
element("#roll-back").addEventListener("click", () => showRoll(null));
element("roll-sheet").addEventListener("mark", (/** @type {CustomEvent} */ { detail }) => desk.tell("attend", detail));
for (const button of document.querySelectorAll("button[data-times]")) {
  button.addEventListener("click", () => {
    timesBy = /** @type {typeof timesBy} */ (button.getAttribute("data-times"));
    drawTimes();
  });
}

/** @param {string | null} site */
function showRoll(site) {
  rollSite = site;
  page.draw();
  if (site) element("#roll-back").focus();
}

sites.opensFrom("tile-map", "test-board");

document.addEventListener("language", () => {
  translate(document);
  board.drawAllotments();
  page.draw();
});
