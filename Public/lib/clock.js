// @ts-check
// Time and chance, handed in: what the server's clock says, and how long to wait before trying again.

/** The server's clock, as far from ours as its answers say. */
export class ServerClock {
  #offset = 0;
  #uncertainty = Infinity;
  #here;

  /** @param {() => number} here this machine's clock in milliseconds since 1970 */
  constructor(here = () => Date.now()) {
    this.#here = here;
  }

  get now() {
    return this.#here() + this.#offset;
  }

  /**
   * Learns from an answer that said `now`, asked and received at these moments of our own clock.
   * The tightest round trip wins, so that one slow answer does not move the room's timer.
   * @param {number} now
   * @param {number} asked
   * @param {number} received
   */
  learn(now, asked, received) {
    const uncertainty = (received - asked) / 2;
    const drifted = Math.abs(now - (received - uncertainty) - this.#offset) > uncertainty + 1000;
    if (uncertainty > this.#uncertainty && !drifted) return;
    this.#uncertainty = uncertainty;
    this.#offset = now - (received - uncertainty);
  }
}

/** Full jitter: a random part of a second, doubling with each failure to thirty at most, so that a crowd does not come back at once. */
export class Backoff {
  #failures = 0;
  #random;

  /** @param {() => number} random */
  constructor(random = Math.random) {
    this.#random = random;
  }

  /** Milliseconds to wait before the next try. */
  next() {
    const limit = Math.min(30_000, 1_000 * 2 ** this.#failures);
    this.#failures += 1;
    return this.#random() * limit;
  }

  reset() {
    this.#failures = 0;
  }

  get failures() {
    return this.#failures;
  }
}
