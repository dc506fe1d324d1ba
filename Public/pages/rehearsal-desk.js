// @ts-check
// The test session on a desk: begun and ended there, its board, words to the sites that are not ready, and the board on paper.

import "../components/test-board.js";
import { setText } from "../components/markup.js";
import { isRehearsing } from "../lib/conference.js";
import { csv } from "../lib/csv.js";
import { boardOf, sheetOf } from "../lib/rehearsal.js";
import { say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class RehearsalDesk {
  /** @type {{group: import("../lib/rehearsal.js").Group | null, isWhole: boolean}} */
  #view = { group: null, isWhole: false };
  #board = element("test-board");
  /** The sites that are not ready. @type {string[]} */
  #amiss = [];

  /** @param {import("./console.js").Console} desk @param {import("./tabs.js").Tabs} tabs */
  constructor(desk, tabs) {
    this.desk = desk;
    this.session = desk.session;
    this.tabs = tabs;
    this.#board.addEventListener("group", (/** @type {CustomEvent} */ { detail }) => {
      this.#view = { ...this.#view, group: this.#view.group === detail.group ? null : detail.group };
      desk.page.draw();
    });
    this.#board.addEventListener("whole", () => {
      this.#view = { ...this.#view, isWhole: !this.#view.isWhole };
      desk.page.draw();
    });
    element("#rehearsal-start").addEventListener("click", () => desk.tell("startRehearsal"));
    element("#rehearsal-end").addEventListener("click", () => this.#end());
    element("#rehearsal-message").addEventListener("click", () => this.#message());
    element("#rehearsal-print").addEventListener("click", () => this.#print());
    element("#rehearsal-csv").addEventListener("click", () => this.#download());
    // Whoever comes to the desk while a test session is on comes for its board.
    if (isRehearsing(this.session.state)) tabs.show("rehearsal");
  }

  draw() {
    const { state, presence } = this.session;
    const isOn = isRehearsing(state), isOpen = this.tabs.open === "rehearsal";
    // Hundreds of sites that nobody looks at are not worth counting.
    const board = isOn || isOpen ? boardOf(state, presence, this.#view) : null;
    this.#amiss = board?.amiss ?? [];
    setText(element("#rehearsal-count"), isOn && this.#amiss.length ? String(this.#amiss.length) : "");
    if (!board || !isOpen) return;
    const { stage } = board, hasResults = state.rehearsal !== undefined;
    this.#board.hidden = !hasResults;
    if (hasResults) this.#board.board = board;
    setText(element("#rehearsal-when"), board.when);
    const about = { draft: "rehearsal.draft", over: hasResults ? "" : "rehearsal.over", before: "rehearsal.about", on: "", after: "" }[stage];
    element("#rehearsal-about").hidden = !about;
    setText(element("#rehearsal-about"), about && say(about));
    const start = element("#rehearsal-start"), message = element("#rehearsal-message");
    start.hidden = stage !== "before" && stage !== "after";
    setText(start, say(stage === "after" ? "rehearsal.again" : "rehearsal.start"));
    element("#rehearsal-end").hidden = stage !== "on";
    message.hidden = stage !== "on" || board.amiss.length === 0;
    setText(message, say("rehearsal.message", { count: board.amiss.length }));
    for (const id of ["#rehearsal-print", "#rehearsal-csv"]) element(id).hidden = !hasResults;
  }

  async #end() {
    const isSure = await this.desk.ask({ heading: say("rehearsal.end.sure"), text: say("rehearsal.end.text"), yes: say("rehearsal.end"), no: say("chair.cancel") });
    if (isSure !== null) this.desk.tell("endRehearsal");
  }

  /** The same words to each site that is not ready now. */
  async #message() {
    const sites = [...this.#amiss], count = sites.length;
    const text = await this.desk.ask({
      heading: say("rehearsal.message.heading", { count }), text: say("rehearsal.message.text"), yes: say("messages.send"), no: say("chair.cancel"),
      field: { label: say("messages.field"), value: say("rehearsal.message.first"), maxLength: 600 },
    });
    if (!text || !await this.desk.tell("messageEach", { sites, text })) return;
    const said = element("#rehearsal-said");
    setText(said, say("rehearsal.messaged", { count }));
    said.hidden = false;
    setTimeout(() => { said.hidden = true; }, 8_000);
  }

  /** On paper stand all sites. */
  #print() {
    const view = this.#view;
    this.#view = { group: null, isWhole: true };
    this.draw();
    window.print();
    this.#view = view;
    this.draw();
  }

  #download() {
    const { state, presence } = this.session;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv(sheetOf(state, presence))], { type: "text/csv" }));
    link.download = `${say("rehearsal.file")}-${state.conference.day}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
