// @ts-check
import { fill, setText } from "./markup.js";

/** For this long a grant or a revocation can be taken back. */
const stays = 5_000;

/** Says what was done and offers to undo it for five seconds. `show(words, undo)`; `undo()` presses it. */
export class UndoNotice extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #timer = 0;
  /** @type {(() => void) | null} */
  #undo = null;

  connectedCallback() {
    this.#parts = fill(this, "undo-notice");
    this.#parts.button.addEventListener("click", () => this.undo());
    this.hidden = true;
  }

  /** @param {string} words @param {() => void} undo */
  show(words, undo) {
    setText(this.#parts.words, words);
    this.#undo = undo;
    this.hidden = false;
    // The line that empties starts anew with each notice.
    this.#parts.drain.replaceChildren(document.createElement("i"));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#end(), stays);
  }

  undo() {
    this.#undo?.();
    this.#end();
  }

  #end() {
    clearTimeout(this.#timer);
    this.#undo = null;
    this.hidden = true;
  }
}

customElements.define("undo-notice", UndoNotice);
