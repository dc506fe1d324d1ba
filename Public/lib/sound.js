// @ts-check
// The two sounds of the join page: how loud the microphone is, and a tone for the loudspeaker.

/** Loudness of one track, in dB of full scale. */
export class Loudness {
  #context = new AudioContext();
  #analyser = this.#context.createAnalyser();
  #samples;

  /** @param {MediaStreamTrack} track */
  constructor(track) {
    this.#analyser.fftSize = 2048;
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
  }

  /** The present loudness; -90 when silent. */
  get decibels() {
    if (this.#context.state === "suspended") this.#context.resume();
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.max(-90, 10 * Math.log10(power + 1e-9));
  }

  close() {
    this.#context.close();
  }
}

/** Plays three rising tones on a loudspeaker. @param {string | undefined} speaker device id @returns {Promise<void>} */
export async function playTone(speaker) {
  const context = new AudioContext();
  await /** @type {any} */ (context).setSinkId?.(speaker ?? "").catch(() => {
    // The loudspeaker of last time is gone; the default one plays.
  });
  await context.resume();
  const gain = context.createGain();
  gain.connect(context.destination);
  gain.gain.value = 0;
  const start = context.currentTime + 0.05;
  [523.25, 659.25, 783.99].forEach((frequency, index) => {
    const tone = context.createOscillator();
    const at = start + index * 0.3;
    tone.frequency.value = frequency;
    tone.connect(gain);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
    gain.gain.linearRampToValueAtTime(0, at + 0.28);
    tone.start(at);
    tone.stop(at + 0.3);
  });
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  await context.close();
}
