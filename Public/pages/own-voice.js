// @ts-check
// A site's own voice as it came back from the server: recorded while the line is tested, played when the site asks, and kept nowhere but on its page.

export class OwnVoice {
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** Browsers decode a sound from afar only while somebody listens. */
  #ear = new Audio();
  #player = new Audio();
  /** @type {string | null} */
  #clip = null;

  /** Whether there is something to hear. */
  get isThere() {
    return this.#clip !== null;
  }

  /** Records from now on, in place of what was recorded before. @param {MediaStream | null} stream nothing ends it */
  record(stream) {
    if (this.#recorder?.state === "recording") this.#recorder.stop();
    this.#recorder = null;
    this.#ear.srcObject = stream;
    if (!stream || typeof MediaRecorder === "undefined") return;
    this.#forget();
    this.#ear.muted = true;
    this.#ear.play().catch(() => {
      // Muted sound may always play; one that may not is not heard later, and all else goes on.
    });
    /** @type {Blob[]} */
    const parts = [];
    const recorder = this.#recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    recorder.addEventListener("stop", () => { this.#clip = URL.createObjectURL(new Blob(parts, { type: recorder.mimeType })); });
    recorder.start();
  }

  /** @param {string | undefined} speaker device id */
  async play(speaker) {
    if (!this.#clip) return;
    this.#player.src = this.#clip;
    await /** @type {any} */ (this.#player).setSinkId?.(speaker ?? "").catch(() => {
      // The loudspeaker of last time is gone; the default one plays.
    });
    await this.#player.play();
    await new Promise((resolve) => this.#player.addEventListener("ended", resolve, { once: true }));
  }

  #forget() {
    this.#player.pause();
    if (this.#clip) URL.revokeObjectURL(this.#clip);
    this.#clip = null;
  }
}
