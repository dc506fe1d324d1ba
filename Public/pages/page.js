// @ts-check
// What every live page does: opens its session, folds events, hands slots and wishes to its media, and draws once a frame.

import { drawIcons } from "../components/icon.js";
import { translate } from "../components/markup.js";
import { Session } from "../lib/session.js";
import { pause } from "../lib/events.js";
import { Backoff } from "../lib/clock.js";
import { Refusal } from "../lib/commands.js";
import { say } from "../lib/words.js";

/** @typedef {import("../lib/session.js").Slots} Slots */
/** @typedef {import("../lib/media.js").Media} Media */

/** A slot whose switch nobody reported shows its site after this long, in milliseconds. */
const settling = 1_500;

export class Page {
  /** @type {Slots} */
  slots = { peer: "", audio: [], video: [] };
  /** For each video slot the site whose picture is really in it, as `switched` said. @type {Record<number, string>} */
  switched = {};
  /** What this page's line leaves of each video slot's picture, as `limited` said. @type {Record<number, "none" | "smaller" | "paused">} */
  limits = {};
  /** Since when each video slot is meant for its site, by this machine's clock. @type {Record<number, number>} */
  placedAt = {};
  /** @type {() => void} */
  onDraw = () => {};
  #pending = false;

  /** @param {Session} session @param {Media | null} media the page's connection, if it has one */
  constructor(session, media) {
    this.session = session;
    this.media = media;
    session.addEventListener("change", () => this.draw());
    session.addEventListener("slots", (event) => this.#place(/** @type {CustomEvent} */ (event).detail));
    session.addEventListener("switched", (event) => this.#switch(/** @type {CustomEvent} */ (event).detail));
    session.addEventListener("limited", (event) => this.#limit(/** @type {CustomEvent} */ (event).detail));
    session.addEventListener("wanted", (event) => this.#want(/** @type {CustomEvent} */ (event).detail));
    session.addEventListener("media-reset", () => this.media?.reset());
    session.addEventListener("ended", () => this.media?.close());
    session.addEventListener("unauthorised", () => location.reload());
    this.#measure();
    this.#expose();
  }

  /** Opens the session of this page; waits and asks again while the server does not answer. @param {Media | null} media */
  static async open(media = null) {
    drawIcons(document);
    translate(document);
    const base = document.documentElement.dataset.base ?? location.pathname.replace(/[^/]*$/, "");
    const backoff = new Backoff();
    for (;;) {
      try {
        return new Page(await Session.open(base), media);
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) location.reload();
        await pause(Math.max(500, backoff.next()));
      }
    }
  }

  /** Draws once before the next picture of the screen, however often it is asked. */
  draw() {
    if (this.#pending) return;
    this.#pending = true;
    const run = () => {
      if (!this.#pending) return;
      this.#pending = false;
      this.onDraw();
    };
    requestAnimationFrame(run);
    // A window that is covered gets no frames, but its words must not go stale.
    setTimeout(run, 250);
  }

  /** Sites whose line is up. */
  get connected() {
    return Object.values(this.session.presence).filter((presence) => presence.connected).length;
  }

  /**
   * Whether the picture in this slot is already that of the site it is meant for. Without a word for a while it counts as such:
   * after a new event stream the server does not say again what was switched before.
   * @param {{slot: number, site: string}} slot
   */
  isShowing({ slot, site }) {
    if (this.switched[slot] === site) return true;
    // What stands there while the line has no room is somebody else's picture, for as long as it takes.
    return this.limits[slot] !== "paused" && Date.now() - (this.placedAt[slot] ?? 0) >= settling;
  }

  /** Whether this page's line has no room for the slot's picture. @param {{slot: number}} slot */
  isHeld({ slot }) {
    return this.limits[slot] === "paused";
  }

  /**
   * The same stage, with a word on each picture that this page's line has no room for.
   * @template {{views: {slot: number, site: string}[]}} Stage @param {Stage} stage
   */
  withLine(stage) {
    return { ...stage, views: stage.views.map((view) => this.isHeld(view) ? { ...view, held: say("stage.held"), isOther: !this.isShowing(view) } : view) };
  }

  /** A failure in the reader's language. @param {unknown} error */
  words(error) {
    if (!(error instanceof Refusal)) return say("failed.other", { code: String(error) });
    if (error.code === "noLine") return say("failed.noLine");
    return error.message || say("failed.other", { code: error.code });
  }

  /** @param {Slots} slots */
  #place(slots) {
    this.media?.hear(String(slots.peer));
    if (String(slots.peer) !== this.slots.peer) {
      this.switched = {};
      this.limits = {};
    }
    const before = new Map(this.slots.video.map(({ slot, site }) => [slot, site]));
    for (const { slot, site } of slots.video ?? []) {
      if (before.get(slot) === site) continue;
      this.placedAt[slot] = Date.now();
      if (this.switched[slot] !== site) delete this.switched[slot];
    }
    this.slots = { peer: String(slots.peer), audio: slots.audio ?? [], video: slots.video ?? [] };
    this.draw();
    setTimeout(() => this.draw(), settling);
  }

  /** @param {{peer: string, kind: string, slot: number, site: string}} switched */
  #switch({ peer, kind, slot, site }) {
    if (this.#isAnothers(peer)) return;
    if (kind === "video") this.switched[slot] = site;
    this.draw();
  }

  /** @param {{peer: string, kind: string, slot: number, limit: "none" | "smaller" | "paused"}} limited */
  #limit({ peer, kind, slot, limit }) {
    if (this.#isAnothers(peer)) return;
    if (kind === "video") this.limits[slot] = limit;
    this.draw();
  }

  /** Whether this is about a connection of the same session in another window. @param {string} peer */
  #isAnothers(peer) {
    return this.slots.peer !== "" && String(peer) !== this.slots.peer;
  }

  /** @param {any} wanted */
  #want(wanted) {
    this.media?.hear(String(wanted.peer));
    this.media?.want(wanted);
  }

  /** From the navigation to the first picture of the conference: `performance.getEntriesByName("dienhong:picture")`. */
  #measure() {
    performance.mark("dienhong:navigation", { startTime: 0 });
    const stop = (/** @type {Event} */ event) => {
      if (/** @type {Element} */ (event.target).closest("[data-own]")) return;
      performance.mark("dienhong:first-frame", { startTime: /** @type {CustomEvent} */ (event).detail.at });
      performance.measure("dienhong:picture", "dienhong:navigation", "dienhong:first-frame");
      document.removeEventListener("frame", stop);
    };
    document.addEventListener("frame", stop);
  }

  /** A window for tests and for a technician's console: reading only. */
  #expose() {
    const page = this;
    Object.defineProperty(window, "dienhong", {
      value: Object.freeze({
        get state() { return page.session.state; },
        get presence() { return page.session.presence; },
        get line() { return page.session.line; },
        get slots() { return page.slots; },
        get media() {
          const { media } = page;
          return media && { state: media.state, peer: media.peer, statistics: () => media.statistics() };
        },
      }),
    });
  }
}
