// @ts-check
import { fill, setText } from "./markup.js";

/** A message that has just come: it stays until somebody has read it. Property `news` (`newsOf` in lib/lists.js); emits `read`, `answer`. */
export class MessageCard extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "message-card");
    this.hidden = true;
    for (const name of ["read", "answer"]) {
      this.#parts[name].addEventListener("click", () => this.dispatchEvent(new CustomEvent(name, { bubbles: true })));
    }
  }

  /** @param {{who: string, text: string} | null} news */
  set news(news) {
    this.hidden = news === null;
    setText(this.#parts.who, news?.who ?? "");
    setText(this.#parts.text, news?.text ?? "");
  }
}

customElements.define("message-card", MessageCard);
