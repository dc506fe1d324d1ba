// @ts-check
import { make } from "./markup.js";
import { say } from "../lib/words.js";

const segments = 24;
/** From this loudness to full scale the segments are lit. */
const floor = -60;

/** Shows how loud a microphone is, and where a speaking voice should stand. Property `decibels`. */
export class LevelMeter extends HTMLElement {
  #lit = -1;

  connectedCallback() {
    if (!this.firstChild) {
      for (let index = 0; index < segments; index += 1) this.append(make("i"));
      const good = make("span", undefined, "good");
      good.append(make("span"));
      this.append(good);
    }
    this.setAttribute("role", "meter");
    this.setAttribute("aria-valuemin", "0");
    this.setAttribute("aria-valuemax", String(segments));
    this.decibels = -90;
    this.translate();
  }

  translate() {
    this.setAttribute("aria-label", say("join.microphone.level"));
    /** @type {HTMLElement} */ (this.querySelector(".good span")).textContent = say("join.microphone.good");
  }

  /** @param {number} decibels */
  set decibels(decibels) {
    const lit = Math.max(0, Math.min(segments, Math.round((segments * (decibels - floor)) / -floor)));
    if (lit === this.#lit) return;
    this.#lit = lit;
    this.setAttribute("aria-valuenow", String(lit));
    for (let index = 0; index < segments; index += 1) this.children[index].classList.toggle("on", index < lit);
  }
}

customElements.define("level-meter", LevelMeter);
