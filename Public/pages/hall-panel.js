// @ts-check
// What the operator's bar opens beside the stage: messages, roll, documents, ballot, interpretation. One at a time.

import "../components/ballot-box.js";
import "../components/channel-choice.js";
import "../components/message-card.js";
import "../components/message-thread.js";
import "../components/paper-shelf.js";
import "../components/roll-sheet.js";
import "../components/vote-result.js";
import { setText } from "../components/markup.js";
import { ballotOf, resultsOf } from "../lib/ballot.js";
import { inLanguage } from "../lib/conference.js";
import { Interpretation } from "../lib/interpretation.js";
import { newsOf, rollOf, shelfOf, threadOf } from "../lib/lists.js";
import { currentLanguage, say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class HallPanel {
  /** What stands open, by the name of its button. */
  #open = "";
  /** The last message from the centre that was looked at. */
  #read = 0;
  /** What had the focus before. @type {HTMLElement | null} */
  #opener = null;
  #panel = element(".panel");
  #card = element("message-card");
  #thread = element("message-thread");
  #shelf = element("paper-shelf");
  #interpretation;

  /**
   * @param {import("./page.js").Page} page
   * @param {(type: string, fields?: Record<string, unknown>) => Promise<boolean>} tell
   * @param {(error: unknown) => void} fail
   */
  constructor(page, tell, fail) {
    this.page = page;
    this.session = page.session;
    this.tell = tell;
    this.fail = fail;
    this.#interpretation = new Interpretation(this.session, () => page.slots.peer);
    element("#panel-close").addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => this.#key(event));
    this.#thread.addEventListener("say", async (/** @type {CustomEvent} */ { detail }) => {
      if (await tell("message", { to: "secretariat", text: detail.text })) this.#thread.sent();
    });
    element("roll-sheet").addEventListener("mark", (/** @type {CustomEvent} */ { detail }) => tell("attend", detail));
    element("ballot-box").addEventListener("cast", (/** @type {CustomEvent} */ { detail }) => tell("cast", detail));
    element("channel-choice").addEventListener("choose", (/** @type {CustomEvent} */ { detail }) => this.listen(detail.channel || null));
    this.#card.addEventListener("read", () => this.#readAll());
    this.#card.addEventListener("answer", () => this.toggle("messages"));
    this.#shelf.addEventListener("present", (/** @type {CustomEvent} */ { detail }) => tell("present", { document: detail.document, page: 1 }));
    this.#shelf.addEventListener("turn", (/** @type {CustomEvent} */ { detail }) => tell("turnPage", detail));
    this.#shelf.addEventListener("stop", () => tell("stopPresenting"));
    this.#shelf.addEventListener("upload", (/** @type {CustomEvent} */ { detail }) => this.#upload(detail.file));
    if (this.session.you.role === "operator") {
      this.session.readMessages().then(() => { this.#read = this.#lastAnswered(); page.draw(); }).catch(() => {
        // A server that keeps no messages has none.
      });
    }
  }

  get isOpen() {
    return this.#open !== "";
  }

  /** Messages from the centre that nobody looked at. */
  get unread() {
    return newsOf(this.session.state, this.session.messages, this.#read)?.unread ?? 0;
  }

  /** @param {string} name */
  toggle(name) {
    if (this.#open === name) return this.close();
    this.#opener ??= /** @type {HTMLElement | null} */ (document.activeElement);
    this.#open = name;
    if (name === "messages") this.#readAll();
    this.draw();
    this.#panel.focus();
    if (name === "messages") this.#thread.focusField();
  }

  close() {
    this.#open = "";
    this.#opener?.focus();
    this.#opener = null;
    this.page.draw();
  }

  draw() {
    const { state, messages } = this.session;
    if (this.#open === "ballot" && !state.vote && !state.votes.length) this.#open = "";
    this.#panel.hidden = !this.#open;
    for (const part of this.#panel.querySelectorAll("[data-panel]")) part.hidden = part.dataset.panel !== this.#open;
    setText(element("#panel-title"), this.#open ? say(`panel.${this.#open}`) : "");
    this.#thread.thread = { rows: threadOf(state, messages), canSay: state.you.role === "operator" };
    element("roll-sheet").roll = rollOf(state, state.you.site);
    this.#shelf.shelf = shelfOf(state, state.you.site);
    element("ballot-box").ballot = ballotOf(state);
    element("vote-result").results = resultsOf(state);
    element("channel-choice").channels = [
      { id: "", name: say("channel.floor"), isOn: this.channel === null },
      ...state.conference.channels.map(({ id, name }) => ({ id, name: inLanguage(name, currentLanguage()), isOn: this.channel === id })),
    ];
    // A message is read where the messages are open.
    if (this.#open === "messages") this.#read = messages.at(-1)?.seq ?? this.#read;
    this.#card.news = newsOf(state, messages, this.#read);
  }

  /** What is heard besides the floor. */
  get channel() {
    return this.#interpretation.channel;
  }

  /** @param {string | null} channel */
  async listen(channel) {
    try {
      await this.#interpretation.choose(channel);
      this.page.draw();
    } catch (error) {
      this.fail(error);
    }
  }

  /** What stood before this page was opened was read by whoever answered last. */
  #lastAnswered() {
    return this.session.messages.findLast(({ from }) => from !== null)?.seq ?? 0;
  }

  #readAll() {
    this.#read = this.session.messages.at(-1)?.seq ?? 0;
    this.page.draw();
  }

  /** @param {File} file */
  async #upload(file) {
    this.#shelf.progress = say("papers.uploading");
    try {
      const paper = await this.session.upload(file);
      this.#shelf.progress = say("papers.uploaded", { name: paper.name, count: paper.pages });
    } catch (error) {
      this.#shelf.progress = this.page.words(error);
    }
  }

  /** Pages turn by keys while this site presents a document. @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && this.isOpen) return this.close();
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input, select, textarea") || event.ctrlKey || event.altKey || event.metaKey) return;
    const { presentation, you, documents } = this.session.state;
    if (!presentation?.document || presentation.site !== you.site || you.role !== "operator") return;
    const by = /** @type {Record<string, number>} */ ({ ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 })[event.key] ?? 0;
    const page = (presentation.page ?? 1) + by;
    const pages = documents.find(({ id }) => id === presentation.document)?.pages ?? 1;
    if (!by || page < 1 || page > pages) return;
    event.preventDefault();
    // Who turns pages looks at them: the bar may leave.
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    this.tell("turnPage", { page });
  }
}
