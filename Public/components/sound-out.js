// @ts-check
import { fill } from "./markup.js";

/**
 * Plays the audio slots, each through its own element. When the browser wants a gesture first, it shows a button that says so.
 * Properties `streams` (by slot), `volume` (0 to 1), `volumes` (a share of it for each slot), `speaker` (device id).
 */
export class SoundOut extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  /** @type {HTMLAudioElement[]} */
  #players = [];
  #volume = 1;
  /** @type {number[]} */
  #shares = [];
  #speaker = "";

  connectedCallback() {
    this.#parts = fill(this, "sound-out");
    this.#parts.button.addEventListener("click", () => this.#play());
    // Any gesture will do; the button is only the one that says so.
    for (const type of ["pointerdown", "keydown"]) {
      document.addEventListener(type, () => {
        if (!this.#parts.box.hidden) this.#play();
      }, { passive: true });
    }
  }

  /** @param {(MediaStream | null)[]} streams */
  set streams(streams) {
    streams.forEach((stream, slot) => {
      const player = this.#players[slot] ??= this.#add(slot);
      if (stream && player.srcObject !== stream) player.srcObject = stream;
    });
    this.#play();
  }

  /** @param {number} volume */
  set volume(volume) {
    this.#volume = volume;
    this.#level();
  }

  /** @param {number[]} shares */
  set volumes(shares) {
    if (shares.join() === this.#shares.join()) return;
    this.#shares = shares;
    this.#level();
  }

  #level() {
    this.#players.forEach((player, slot) => { player.volume = this.#volume * (this.#shares[slot] ?? 1); });
  }

  /** @param {string | undefined} device */
  set speaker(device) {
    this.#speaker = device ?? "";
    for (const player of this.#players) this.#route(player);
  }

  /** @param {number} slot */
  #add(slot) {
    const player = document.createElement("audio");
    player.autoplay = true;
    player.volume = this.#volume * (this.#shares[slot] ?? 1);
    this.#route(player);
    this.append(player);
    return player;
  }

  /** @param {HTMLAudioElement} player */
  #route(player) {
    if (!this.#speaker) return;
    player.setSinkId?.(this.#speaker).catch(() => {
      // The loudspeaker of last time is gone; the default one speaks.
    });
  }

  async #play() {
    const waiting = this.#players.filter((player) => player.srcObject && player.paused);
    const results = await Promise.allSettled(waiting.map((player) => player.play()));
    this.#parts.box.hidden = !results.some((result) => result.status === "rejected" && result.reason?.name === "NotAllowedError");
  }
}

customElements.define("sound-out", SoundOut);
