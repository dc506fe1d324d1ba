// @ts-check
// The programme, the floor and the queue of a desk that presides: drawn, and wired to what can be done with them.

import "../components/agenda-list.js";
import "../components/floor-desk.js";
import "../components/question-box.js";
import "../components/speech-queue.js";
import "../components/undo-notice.js";
import "../components/vote-form.js";
import { make, setText } from "../components/markup.js";
import { underWay } from "../lib/ballot.js";
import { admittedSites, nextItem } from "../lib/conference.js";
import { agendaOf, allotmentWords, allotments, floorOf, lateness, phaseActs, queueOf } from "../lib/desk.js";
import { say, span } from "../lib/words.js";
import { extension, FloorActs } from "./floor-acts.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class FloorBoard {
  #floor = element("floor-desk");
  #queue = element("speech-queue");
  #agenda = element("agenda-list");
  #allotted = /** @type {HTMLSelectElement} */ (element("#allotted"));

  /** @param {import("./console.js").Console} desk @param {() => Set<string>} watched */
  constructor(desk, watched) {
    this.desk = desk;
    this.watched = watched;
    this.acts = new FloorActs(desk, () => Number(this.#allotted.value));
    this.#floor.extension = extension;
    this.drawAllotments();
    this.#wire();
  }

  #wire() {
    const { acts, desk } = this;
    this.#floor.addEventListener("act", (/** @type {CustomEvent} */ { detail }) => {
      if (detail.act === "begin") acts.begin(detail.item);
      else acts[/** @type {"extend"} */ (detail.act)]();
    });
    this.#queue.addEventListener("grant", (/** @type {CustomEvent} */ { detail }) => acts.give(detail.site));
    this.#queue.addEventListener("choose", (/** @type {CustomEvent} */ { detail }) => { acts.chosen = detail.site; desk.page.draw(); });
    this.#queue.addEventListener("order", (/** @type {CustomEvent} */ { detail }) => acts.moveSite(detail.site, detail.by));
    this.#agenda.addEventListener("begin", (/** @type {CustomEvent} */ { detail }) => acts.begin(detail.item));
    this.#agenda.addEventListener("pass", (/** @type {CustomEvent} */ { detail }) => acts.passOver(detail.item));
    for (const button of document.querySelectorAll("[data-phase]")) {
      button.addEventListener("click", () => {
        const act = button.getAttribute("data-phase") ?? "";
        if (act === "close") acts.close();
        else if (act === "recess") acts.recess();
        else desk.tell(act);
      });
    }
    for (const button of document.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => acts[/** @type {"next"} */ (button.getAttribute("data-do"))]());
    }
    for (const radio of document.querySelectorAll("[name=layout]")) {
      radio.addEventListener("change", () => desk.tell("layout", { layout: /** @type {HTMLInputElement} */ (radio).value }));
    }
    this.#allotted.addEventListener("change", () => desk.page.draw());
  }

  drawAllotments() {
    const value = this.#allotted.value;
    this.#allotted.replaceChildren(...allotments.map((minutes) => {
      const option = /** @type {HTMLOptionElement} */ (make("option", allotmentWords(minutes)));
      option.value = String(minutes);
      return option;
    }));
    this.#allotted.value = value || "0";
  }

  draw() {
    const { state, presence, clock } = this.desk.session;
    const rows = queueOf(state, presence, Number(this.#allotted.value), this.watched(), clock.now);
    if (!rows.some((row) => row.site === this.acts.chosen)) this.acts.chosen = null;
    this.#queue.queue = { rows, chosen: this.acts.chosenSite, canGrant: state.phase === "open" };
    setText(element("#asked"), String(rows.length));
    setText(element("#key-extend"), say("chair.key.extend", { span: span(extension) }));
    this.#drawPhase();
    this.#drawVote();
    this.drawTime();
  }

  /** What moves by itself: the timer, the agenda's line, the level. */
  drawTime() {
    const { desk: { page, session, media } } = this;
    const { state, clock, began } = session;
    const now = clock.now;
    const view = floorOf(state, now, page.connected, this.acts.chosen, page.session.presence);
    this.#floor.floor = view;
    const slot = page.slots.video.find(({ site, place }) => site === view.site && place !== "tile") ?? page.slots.video.find(({ place }) => place === "stage");
    this.#floor.stream = slot && media ? media.streams.video[slot.slot] : null;
    this.#agenda.rows = agendaOf(state, now, began);
    const late = lateness(state, now);
    const words = element("#late");
    words.hidden = !late.words;
    setText(words, late.words);
    words.className = late.isLate ? "state warning" : "state plain";
  }

  drawLevel() {
    const { state, levels } = this.desk.session;
    const holder = state.floor.at(-1);
    this.#floor.level = holder ? levels[holder.site] ?? null : null;
  }

  #drawPhase() {
    const { state } = this.desk.session;
    const acts = phaseActs(state);
    for (const button of document.querySelectorAll("[data-phase]")) {
      /** @type {HTMLElement} */ (button).hidden = !acts.includes(button.getAttribute("data-phase") ?? "");
    }
    element("#next").hidden = state.phase !== "open" || !nextItem(state);
    for (const radio of document.querySelectorAll("[name=layout]")) {
      /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === state.stage && state.shown.length === 0;
    }
  }

  #drawVote() {
    const { state } = this.desk.session;
    const vote = underWay(state);
    element("#voting").hidden = !vote;
    // Nothing is put to the vote behind closed doors.
    element("#vote").hidden = state.phase !== "open" || vote !== null || admittedSites(state) !== null;
    if (!vote) return;
    setText(element("#voting-title"), vote.title);
    setText(element("#voting-progress"), [vote.progress, ...(vote.isSecret ? [say("ballot.secret")] : vote.rows.map(({ option, count }) => `${option} ${count}`))].join(" · "));
  }
}
