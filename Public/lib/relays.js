// @ts-check
// The relays that a connection may go through, with credentials that expire: the page came with some, and more are asked for when they are old.

/** Credentials that expire within this many milliseconds are not begun with: a conference should not outlast them. */
const margin = 6 * 3_600_000;

export class Relays {
  #base;
  #now;
  /** @type {RTCIceServer[]} */
  #servers = [];
  /** By this machine's clock; the server says only for how long. */
  #expires = 0;

  /** @param {string} base the session's path @param {string} [given] what the page came with, as JSON; nothing when there is no relay */
  constructor(base, given = "", now = () => Date.now()) {
    this.#base = base;
    this.#now = now;
    if (given) this.#take(JSON.parse(given));
  }

  /** For the connection that begins now. Asks nobody where there is no relay, nor while the credentials are good. @returns {Promise<RTCIceServer[]>} */
  async servers() {
    if (this.#servers.length > 0 && this.#now() > this.#expires - margin) {
      try {
        const response = await fetch(`${this.#base}api/relays`, { cache: "no-store", signal: AbortSignal.timeout(3_000) });
        if (response.ok) this.#take(await response.json());
      } catch {
        // The old ones may do, and most halls need none.
      }
    }
    return this.#servers;
  }

  /** @param {{servers: RTCIceServer[], seconds: number}} grant */
  #take({ servers, seconds }) {
    this.#servers = servers;
    this.#expires = this.#now() + seconds * 1_000;
  }
}
