// @ts-check
// What one page knows of its session: the folded state, what is only true now (presence, levels, slots), and the line.

import { ServerClock } from "./clock.js";
import { command, refusal } from "./commands.js";
import { caughtUp, conducted, conductedUnkept, shownOf } from "./closed.js";
import { completed } from "./conference.js";
import { EventStream } from "./events.js";
import { withEntry, withMessages } from "./messages.js";

/** @typedef {import("./line.js").Presence} Presence */
/** @typedef {import("./conference.js").Entry | import("./closed.js").Unkept} Happened */
/** @typedef {{peer: string, audio: {slot: number, site: string, source: string}[], video: {slot: number, place: string, site: string, source: string}[]}} Slots */

/**
 * Emits `change` when anything shown may have changed, `journal` with each entry, and each transient event under its own name.
 */
export class Session extends EventTarget {
  /** @type {import("./closed.js").Conduct} */
  #conduct;
  /** What this session may see of the messages, once `readMessages` was called. @type {import("./messages.js").Message[]} */
  messages = [];
  clock = new ServerClock();
  /** @type {Record<string, Presence>} */
  presence = {};
  /** @type {Record<string, number>} */
  levels = {};
  /** @type {"open" | "lost" | "ended"} */
  line = "open";
  /** Since when the line is in this condition, by this machine's clock. */
  lineSince = Date.now();
  /** When the present phase and item began, if this page saw it happen. @type {{phase: number | null, item: number | null}} */
  began = { phase: null, item: null };
  /** @type {EventStream | null} */
  #stream = null;
  /** What has been heard since each state was asked for that has not come yet. @type {Set<Happened[]>} */
  #asked = new Set();

  /** @param {string} base */
  constructor(base) {
    super();
    this.base = base;
    this.#conduct = /** @type {any} */ (null);
  }

  /** @type {import("./conference.js").State} */
  get state() {
    return shownOf(this.#conduct);
  }

  /** Fetches the state, then follows the journal from there. @param {string} base */
  static async open(base) {
    const session = new Session(base);
    await session.#fetchState();
    session.#follow();
    return session;
  }

  get you() {
    return this.state.you;
  }

  /** @param {string} type @param {Record<string, unknown>} [fields] */
  command(type, fields) {
    return command(this.base, type, fields);
  }

  /** Which sites the console's wall shows now. @param {string[]} wall */
  async view(wall) {
    await this.#post("api/view", { wall });
  }

  /** Which interpretation is heard; null is the floor alone. @param {string | null} channel */
  async listen(channel) {
    await this.#post("api/channel", { channel });
  }

  /**
   * Says how this hall's own line was; what does not get through is not said again.
   * @param {import("./report.js").Figures} figures @param {boolean} isLast whether the page is about to go
   */
  report(figures, isLast) {
    fetch(`${this.base}api/line`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(figures), keepalive: isLast,
    }).catch(() => {});
  }

  /** How the halls' lines were so far; of one site also minute by minute. @param {string} [site] */
  async lines(site) {
    const response = await fetch(`${this.base}api/lines${site === undefined ? "" : `/${encodeURIComponent(site)}`}`, { cache: "no-store" });
    if (!response.ok) throw await refusal(response);
    return response.json();
  }

  /** Adds a PDF to the conference's documents. @param {File} file @returns {Promise<import("./conference.js").Paper>} */
  async upload(file) {
    const response = await fetch(`${this.base}api/documents?name=${encodeURIComponent(file.name)}`, {
      method: "POST", headers: { "Content-Type": "application/pdf" }, body: file,
    });
    if (!response.ok) throw await refusal(response);
    return response.json();
  }

  /** Fetches the messages until now; those that come later are added by themselves. */
  async readMessages() {
    const response = await fetch(`${this.base}api/messages`, { cache: "no-store" });
    if (!response.ok) throw await refusal(response);
    this.messages = withMessages(this.messages, (await response.json()).messages);
    this.#changed();
  }

  /** Where a page of a document is. @param {string} document @param {number} page */
  pageAddress(document, page) {
    return `${this.base}api/documents/${encodeURIComponent(document)}/pages/${page}`;
  }

  /** @param {string} path @param {unknown} body */
  async #post(path, body) {
    const response = await fetch(`${this.base}${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (!response.ok) throw await refusal(response);
  }

  close() {
    this.#stream?.close();
  }

  async #fetchState() {
    const asked = Date.now();
    /** @type {Happened[]} */
    const heard = [];
    this.#asked.add(heard);
    try {
      const response = await fetch(`${this.base}api/state`, { cache: "no-store" });
      if (response.status === 401) this.#unauthorised();
      if (!response.ok) throw await refusal(response);
      const state = completed(await response.json());
      this.clock.learn(state.now, asked, Date.now());
      if (this.#landed(heard)) this.#begin(caughtUp(state, heard));
      return this.state.seq;
    } finally {
      this.#asked.delete(heard);
    }
  }

  /** Whether nothing that was asked for later has come before; what was asked for earlier comes in vain now. @param {Happened[]} heard */
  #landed(heard) {
    if (!this.#asked.has(heard)) return false;
    for (const earlier of this.#asked) {
      this.#asked.delete(earlier);
      if (earlier === heard) break;
    }
    return true;
  }

  /** @param {import("./closed.js").Conduct} conduct */
  #begin(conduct) {
    const before = this.#conduct && this.state;
    this.#conduct = conduct;
    if (before?.phase !== this.state.phase) this.began.phase = null;
    if (before?.item !== this.state.item) this.began.item = null;
    if (conduct.isBehind) this.#catchUp();
    this.#changed();
  }

  /** Fetches the state for what this page did not hear; who asks already does not ask twice. */
  #catchUp() {
    if (this.#asked.size === 0) this.#fetchState().catch(() => {});
  }

  #follow() {
    this.#stream = new EventStream(this.base, this.state.seq, {
      journal: (entry) => this.#journal(entry),
      transient: (type, data) => this.#transient(type, data),
      line: (line) => this.#line(line),
      resync: () => this.#fetchState(),
      unauthorised: () => this.#unauthorised(),
    });
  }

  /** @param {import("./conference.js").Entry} entry */
  #journal(entry) {
    const before = this.state;
    for (const heard of this.#asked) heard.push(entry);
    this.#conduct = conducted(this.#conduct, entry);
    if (this.state === before) return;
    // What happened before a closed item that this page came into is not in its state: ask for it.
    if (this.#conduct.isStale && !this.#conduct.live) this.#fetchState().catch(() => {});
    this.messages = withEntry(this.messages, entry);
    if (this.state.phase !== before.phase) this.began.phase = entry.at;
    if (entry.event.type === "itemStarted") this.began.item = entry.at;
    this.dispatchEvent(new CustomEvent("journal", { detail: entry }));
    this.#changed();
  }

  /** @param {string} type @param {any} data */
  #transient(type, data) {
    if (type === "presence") this.#present(data.sites);
    if (type === "levels") Object.assign(this.levels, data.sites);
    if (type === "ended") this.line = "ended";
    if (type === "unkept") this.#unkept(data);
    this.dispatchEvent(new CustomEvent(type, { detail: data }));
    if (type !== "levels") this.#changed();
  }

  /** What happened in a closed item; the journal has no number for it, so a message of it stands behind the last one. @param {import("./closed.js").Unkept} entry */
  #unkept(entry) {
    for (const heard of this.#asked) heard.push(entry);
    this.#conduct = conductedUnkept(this.#conduct, entry);
    if (this.#conduct.isBehind) this.#catchUp();
    this.messages = withEntry(this.messages, { ...entry, seq: (this.messages.at(-1)?.seq ?? 0) + 0.001 });
  }

  /** @param {Record<string, Presence>} sites */
  #present(sites) {
    this.presence = { ...this.presence, ...sites };
  }

  /** @param {"open" | "lost"} line */
  #line(line) {
    // What happened in a closed item while the line was down was said to nobody else and is kept nowhere: ask for the present.
    if (line === "open" && this.#conduct.live) this.#fetchState().catch(() => {});
    if (this.line === line || this.line === "ended") return;
    this.line = line;
    this.lineSince = Date.now();
    this.#changed();
  }

  /** The server no longer knows this session: its page says why. */
  #unauthorised() {
    this.dispatchEvent(new CustomEvent("unauthorised"));
  }

  #changed() {
    this.dispatchEvent(new CustomEvent("change"));
  }
}
