// @ts-check
import { fill, setAttribute, setText } from "./markup.js";

/** One line across a hall's screen: an announcement, an open vote, a result. Property `line` (`lineOf` in lib/views.js). */
export class HouseLine extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "house-line");
  }

  /** @param {{kind: string, label: string, text: string} | null} line */
  set line(line) {
    this.hidden = line === null;
    setAttribute(this, "data-kind", line?.kind ?? null);
    setText(this.#parts.label, line?.label ?? "");
    setText(this.#parts.text, line?.text ?? "");
  }
}

customElements.define("house-line", HouseLine);
