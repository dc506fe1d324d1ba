// @ts-check
// Messages between a desk at the centre and the sites, and announcements to all of them.

import "../components/announcement-form.js";
import "../components/inbox-list.js";
import "../components/message-thread.js";
import { setText } from "../components/markup.js";
import { siteName } from "../lib/conference.js";
import { deskThreadOf, inboxOf } from "../lib/lists.js";
import { currentLanguage, say, timeOfDay } from "../lib/words.js";
import { siteCalled } from "./wall-desk.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

/** What this desk has read, remembered on this machine: the last number of each site. */
const key = "dienhong.read";

export class InboxDesk {
  /** The site whose messages stand open. @type {string | null} */
  chosen = null;
  /** Whether somebody can see them now. @type {() => boolean} */
  isShown = () => true;
  /** @type {Record<string, number>} */
  #read = {};
  #thread = element("message-thread");
  #announcement = element("announcement-form");

  /** @param {import("./console.js").Console} desk */
  constructor(desk) {
    this.desk = desk;
    this.session = desk.session;
    try {
      this.#read = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    } catch {
      // A browser that keeps nothing shows all as new.
    }
    element("inbox-list").addEventListener("choose", (/** @type {CustomEvent} */ { detail }) => this.open(detail.site));
    this.#thread.addEventListener("say", async (/** @type {CustomEvent} */ { detail }) => {
      if (this.chosen && await desk.tell("message", { to: { site: this.chosen }, text: detail.text })) this.#thread.sent();
    });
    this.#announcement.addEventListener("announce", async (/** @type {CustomEvent} */ { detail }) => {
      if (await desk.tell("message", { to: "all", text: detail.text })) this.#announcement.sent();
    });
    this.#announcement.addEventListener("clear", () => desk.tell("clearAnnouncement"));
    element("#write").addEventListener("click", () => this.#write());
    this.session.readMessages().catch(() => {
      // A server that keeps no messages has none.
    });
  }

  /** Messages that nobody read, of all sites. */
  get unread() {
    return inboxOf(this.session.state, this.session.messages, this.#read).reduce((sum, { unread }) => sum + unread, 0);
  }

  /** @param {string} site */
  open(site) {
    this.chosen = site;
    this.desk.page.draw();
    requestAnimationFrame(() => this.#thread.focusField());
  }

  draw() {
    const { state, messages } = this.session;
    if (this.chosen && this.isShown()) this.#markRead(this.chosen);
    const rows = inboxOf(state, messages, this.#read);
    element("inbox-list").inbox = { rows, chosen: this.chosen };
    element("#inbox-empty").hidden = rows.length > 0;
    element("#thread-none").hidden = this.chosen !== null;
    element("#thread").hidden = this.chosen === null;
    setText(element("#thread-name"), siteName(state, this.chosen, currentLanguage()));
    this.#thread.thread = { rows: deskThreadOf(state, messages, this.chosen), canSay: true };
    const { announcement } = state;
    this.#announcement.announcement = announcement && { text: announcement.text, says: say("director.announced", { time: timeOfDay(announcement.at) }) };
  }

  /** @param {string} site */
  #markRead(site) {
    const last = this.session.messages.findLast(({ from }) => from === site)?.seq ?? 0;
    if (last <= (this.#read[site] ?? 0)) return;
    this.#read[site] = last;
    try {
      sessionStorage.setItem(key, JSON.stringify(this.#read));
    } catch {
      // Nothing is kept; it is read all the same.
    }
  }

  async #write() {
    const { state } = this.session;
    const text = await this.desk.ask({
      heading: say("desk.inbox.new"), yes: say("director.site.message"), no: say("chair.cancel"),
      field: { label: say("chair.find"), suggestions: state.conference.sites.map(({ id }) => siteName(state, id, currentLanguage())) },
    });
    const site = text ? siteCalled(state, text) : null;
    if (site) this.open(site);
  }
}
