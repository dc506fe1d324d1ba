// @ts-check
import "../components/ballot-box.js";
import "../components/house-line.js";
import "../components/language-switch.js";
import "../components/message-thread.js";
import "../components/vote-result.js";
import { keep, make, setAttribute, setMeasure, setText, translate } from "../components/markup.js";
import { ballotOf, resultsOf } from "../lib/ballot.js";
import { inLanguage } from "../lib/conference.js";
import { myFloor, onNow, programmeOf } from "../lib/delegate.js";
import { myself, newsOf, threadOf } from "../lib/lists.js";
import { lineOf } from "../lib/views.js";
import { currentLanguage, say, span, timeOfDay } from "../lib/words.js";
import { Page } from "./page.js";
import { Said } from "./said.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const thread = element("message-thread");
/** The last message that was looked at. */
let read = 0;

const page = await Page.open();
const { session } = page;
const said = new Said(page);
page.onDraw = draw;
page.draw();
setInterval(() => page.draw(), 500);
session.readMessages().catch(() => {
  // A server that keeps no messages has none.
});

function draw() {
  const { state, clock, messages } = session;
  const now = clock.now;
  const me = myself(state);
  setText(element("#title"), inLanguage(state.conference.title, currentLanguage()));
  setText(element("#me"), [me.name, me.site].filter(Boolean).join(", "));
  setText(element("#now"), timeOfDay(now));
  drawNow(now);
  drawFloor();
  element("house-line").line = state.vote ? null : lineOf(state, now);
  const ballot = ballotOf(state);
  element("#vote").hidden = ballot === null;
  element("ballot-box").ballot = ballot;
  element("#results").hidden = state.votes.length === 0;
  element("vote-result").results = resultsOf(state);
  drawProgramme(now);
  if (element("#messages").open) read = messages.at(-1)?.seq ?? read;
  const unread = newsOf(state, messages, read)?.unread ?? 0;
  setText(element("#unread"), unread ? String(unread) : "");
  thread.thread = { rows: threadOf(state, messages), canSay: true };
  const isLost = session.line === "lost" && Date.now() - session.lineSince > 3_000;
  element("#line").hidden = !isLost;
  setText(element("#line"), isLost ? say("chair.line.lost", { span: span((Date.now() - session.lineSince) / 1000) }) : "");
}

/** @param {number} now */
function drawNow(now) {
  const view = onNow(session.state, now);
  setText(element("#phase"), view.phase || say("delegate.now"));
  element("#phase").hidden = !view.phase && !view.item;
  setText(element("#item"), view.item);
  element("#item").hidden = !view.item;
  setText(element("#until"), view.until);
  element("#until").hidden = !view.until;
  element("#speaking").hidden = !view.speaker;
  setText(element("#speaker"), view.speaker);
  const timer = element("#timer");
  setText(timer, view.timer?.digits ?? "");
  setAttribute(timer, "data-tone", view.timer?.tone ?? null);
  setAttribute(element("#drain"), "data-tone", view.timer?.tone ?? null);
  element("#drain").hidden = !view.timer;
  setMeasure(element("#drain i"), "--left", view.timer ? view.timer.share.toFixed(1) : 0);
  element("#next").hidden = !view.next;
  setText(element("#next-name"), view.next);
}

function drawFloor() {
  const mine = myFloor(session.state);
  setText(element("#floor-says"), mine.says);
  setAttribute(element("#floor"), "data-tone", mine.tone);
  element("#ask").hidden = !mine.ask;
  element("#point").hidden = !mine.point;
  element("#withdraw").hidden = !mine.withdraw;
}

/** @param {number} now */
function drawProgramme(now) {
  keep(element("#programme"), programmeOf(session.state, now), (row) => row.id, () => {
    const row = make("li"), words = make("p");
    words.append(make("span"), make("small"));
    row.append(make("time", "", "figures"), words);
    return row;
  }, (row, { number, title, when, mine, note }) => {
    setAttribute(row, "data-when", when);
    setAttribute(row, "aria-current", when === "now" ? "step" : null);
    row.toggleAttribute("data-mine", mine);
    setText(row.children[0], number);
    setText(row.children[1].children[0], title);
    setText(row.children[1].children[1], note);
  });
}

element("#ask").addEventListener("click", () => said.tell("ask"));
element("#point").addEventListener("click", () => said.tell("ask", { kind: "pointOfOrder" }));
element("#withdraw").addEventListener("click", () => said.tell("withdraw"));
element("ballot-box").addEventListener("cast", (/** @type {CustomEvent} */ { detail }) => said.tell("cast", detail));
thread.addEventListener("say", async (/** @type {CustomEvent} */ { detail }) => {
  if (await said.tell("message", { to: "secretariat", text: detail.text })) thread.sent();
});
element("#messages").addEventListener("toggle", () => page.draw());

document.addEventListener("language", () => {
  translate(document);
  page.draw();
});
