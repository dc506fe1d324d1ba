// @ts-check
// What one page knows of its session: the folded state, what is only true now (presence, levels, slots), and the line.

import { ServerClock } from "./clock.js";
import { command, refusal } from "./commands.js";
import { fold, inLanguage } from "./conference.js";
import { EventStream } from "./events.js";

/** @typedef {{connected: boolean, camera: boolean, microphone: boolean}} Presence */
/** @typedef {{peer: string, audio: {slot: number, site: string, source: string}[], video: {slot: number, place: string, site: string, source: string}[]}} Slots */

/**
 * Emits `change` when anything shown may have changed, `journal` with each entry, and each transient event under its own name.
 */
export class Session extends EventTarget {
  /** @type {import("./conference.js").State} */
  state;
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

  /** @param {string} base @param {import("./conference.js").State} state */
  constructor(base, state) {
    super();
    this.base = base;
    this.state = state;
  }

  /** Fetches the state, then follows the journal from there. @param {string} base */
  static async open(base) {
    const session = new Session(base, /** @type {any} */ (null));
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
    const response = await fetch(`${this.base}api/view`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ wall }),
    });
    if (!response.ok) throw await refusal(response);
  }

  /** @param {import("./conference.js").Text} text @param {string} language */
  text(text, language) {
    return inLanguage(text, language);
  }

  close() {
    this.#stream?.close();
  }

  async #fetchState() {
    const asked = Date.now();
    const response = await fetch(`${this.base}api/state`, { cache: "no-store" });
    if (response.status === 401) this.#unauthorised();
    if (!response.ok) throw await refusal(response);
    const state = await response.json();
    this.clock.learn(state.now, asked, Date.now());
    if (this.state?.phase !== state.phase) this.began.phase = null;
    if (this.state?.item !== state.item) this.began.item = null;
    this.state = state;
    this.#changed();
    return state.seq;
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
    this.state = fold(before, entry);
    if (this.state === before) return;
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
    this.dispatchEvent(new CustomEvent(type, { detail: data }));
    if (type !== "levels") this.#changed();
  }

  /** @param {Record<string, Presence>} sites */
  #present(sites) {
    this.presence = { ...this.presence, ...sites };
  }

  /** @param {"open" | "lost"} line */
  #line(line) {
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
