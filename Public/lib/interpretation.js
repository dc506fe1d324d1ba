// @ts-check
// Which interpretation a hall hears. A server that restarted knows no choice, and neither does a new connection: what was chosen is said again.

import { Refusal } from "./commands.js";

export class Interpretation {
  /** What is heard; null is the floor alone. @type {string | null} */
  channel = null;
  /** The connection and the line for which it was chosen. @type {string | null} */
  #chosenFor = null;

  /**
   * @param {EventTarget & {line: string, listen(channel: string | null): Promise<void>}} session
   * @param {() => string} peer the server's name for the present connection
   */
  constructor(session, peer) {
    this.session = session;
    this.peer = peer;
    for (const event of ["slots", "change"]) session.addEventListener(event, () => this.#again());
  }

  /** Hears an interpretation, or the floor alone. @param {string | null} channel */
  async choose(channel) {
    await this.session.listen(channel);
    this.channel = channel;
  }

  async #again() {
    if (this.session.line !== "open") this.#chosenFor = null;
    const peer = this.peer();
    if (this.session.line !== "open" || this.#chosenFor === peer) return;
    this.#chosenFor = peer;
    if (this.channel === null) return;
    try {
      await this.choose(this.channel);
    } catch (error) {
      // A server that is still starting is asked again with the next thing it says; one that knows no such channel is not.
      const isFinal = error instanceof Refusal && error.status >= 400 && error.status < 500 && error.status !== 429;
      if (isFinal) this.channel = null;
      else if (this.#chosenFor === peer) this.#chosenFor = null;
    }
  }
}
