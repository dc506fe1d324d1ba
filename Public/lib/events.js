// @ts-check
// The event stream of a session. It is read with `fetch`, not `EventSource`: only so are the status (401, 503) and the
// comment lines seen, and a line that died without a word is noticed when they stay away.

import { Backoff } from "./clock.js";

/** The server says something at least every 15 s; twice that and a little more is a dead line. */
const silenceLimit = 35_000;

/**
 * @typedef {object} Events
 * @property {(entry: import("./conference.js").Entry) => void} journal
 * @property {(type: string, data: any) => void} transient
 * @property {(state: "open" | "lost") => void} line
 * @property {() => Promise<number>} resync fetches the state again and answers its `seq`
 * @property {() => void} unauthorised
 */

/** Keeps one stream open until it is closed or the session ends. */
export class EventStream {
  #url;
  #after;
  #events;
  #backoff = new Backoff();
  #closed = new AbortController();

  /**
   * @param {string} base the session's path, `/s/{session}/`
   * @param {number} after the `seq` that is already known
   * @param {Events} events
   * @param {string} [path] another stream of the session
   */
  constructor(base, after, events, path = "api/events") {
    this.#url = `${base}${path}`;
    this.#after = after;
    this.#events = events;
    this.#run();
  }

  close() {
    this.#closed.abort();
  }

  async #run() {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      try {
        await this.#read();
      } catch {
        // The line is gone, for whatever reason: the same answer to all of them follows.
      }
      if (signal.aborted) return;
      this.#events.line("lost");
      await pause(this.#backoff.next(), signal);
      // After the second failure the world may have changed (another journal, a revoked session): ask for all of it.
      if (!signal.aborted && this.#backoff.failures > 2) await this.#resync();
    }
  }

  async #resync() {
    try {
      this.#after = await this.#events.resync();
    } catch {
      // Not reachable yet; the loop waits and asks again.
    }
  }

  async #read() {
    const attempt = new AbortController();
    const end = () => attempt.abort();
    this.#closed.signal.addEventListener("abort", end, { once: true });
    let watch = setTimeout(end, silenceLimit);
    try {
      const response = await fetch(`${this.#url}?after=${this.#after}`, {
        headers: { Accept: "text/event-stream" }, cache: "no-store", signal: attempt.signal,
      });
      if (response.status === 401) {
        this.close();
        this.#events.unauthorised();
        return;
      }
      if (!response.ok || !response.body) return;
      this.#events.line("open");
      const parser = new EventParser();
      const decoder = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watch);
        watch = setTimeout(end, silenceLimit);
        this.#backoff.reset();
        for (const message of parser.feed(decoder.decode(value, { stream: true }))) {
          if (!(await this.#deliver(message))) return;
        }
      }
    } finally {
      clearTimeout(watch);
      this.#closed.signal.removeEventListener("abort", end);
      attempt.abort();
    }
  }

  /** @param {{type: string, data: string, id: string | null}} message @returns {Promise<boolean>} whether to read on */
  async #deliver({ type, data }) {
    const value = JSON.parse(data || "{}");
    if (type === "journal") {
      this.#after = Math.max(this.#after, value.seq);
      this.#events.journal(value);
      return true;
    }
    if (type === "resync") {
      await this.#resync();
      return false;
    }
    if (type === "ended") this.close();
    this.#events.transient(type, value);
    return type !== "ended";
  }
}

/** Cuts a `text/event-stream` into messages, however the network cut it. */
export class EventParser {
  #rest = "";
  /** @type {{type: string, data: string[], id: string | null}} */
  #message = { type: "message", data: [], id: null };

  /** @param {string} text @returns {{type: string, data: string, id: string | null}[]} */
  feed(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    const messages = [];
    for (const line of lines) {
      if (line === "") {
        if (this.#message.data.length) messages.push({ ...this.#message, data: this.#message.data.join("\n") });
        this.#message = { type: "message", data: [], id: null };
        continue;
      }
      const colon = line.indexOf(":");
      if (colon === 0) continue;
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") this.#message.type = value;
      if (field === "data") this.#message.data.push(value);
      if (field === "id") this.#message.id = value;
    }
    return messages;
  }
}

/** @param {number} milliseconds @param {AbortSignal} [signal] @returns {Promise<void>} */
export function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
