// @ts-check
import { fill, setText } from "./markup.js";

/** What every hall reads. Property `announcement` (`{text, says}` or null); emits `announce` with `detail.text`, and `clear`. */
export class AnnouncementForm extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "announcement-form");
    const { form, field, clear } = this.#parts;
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const text = field.value.trim();
      if (text) this.dispatchEvent(new CustomEvent("announce", { bubbles: true, detail: { text } }));
    });
    clear.addEventListener("click", () => this.dispatchEvent(new CustomEvent("clear", { bubbles: true })));
  }

  /** Empties the field: what was in it is on every screen. */
  sent() {
    this.#parts.field.value = "";
  }

  /** @param {{text: string, says: string} | null} announcement */
  set announcement(announcement) {
    const { now, text, says } = this.#parts;
    now.hidden = announcement === null;
    setText(text, announcement?.text ?? "");
    setText(says, announcement?.says ?? "");
  }
}

customElements.define("announcement-form", AnnouncementForm);
