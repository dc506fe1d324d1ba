// @ts-check
import { fill, keep, make, setAttribute, setText } from "./markup.js";

/** Messages with one other side, the newest below, and a field to answer. Property `thread`; emits `say` with `detail.text`. */
export class MessageThread extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #count = 0;

  connectedCallback() {
    this.#parts = fill(this, "message-thread");
    const { form, field } = this.#parts;
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#say();
    });
    field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      // Enter sends, as in every messenger; a composition that is not finished is not a message.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#say();
    });
  }

  #say() {
    const text = this.#parts.field.value.trim();
    if (text) this.dispatchEvent(new CustomEvent("say", { bubbles: true, detail: { text } }));
  }

  /** Empties the field: what was in it has arrived. */
  sent() {
    this.#parts.field.value = "";
  }

  focusField() {
    this.#parts.field.focus();
  }

  /** @param {{rows: {id: string, who: string, text: string, mine: boolean}[], canSay: boolean}} thread */
  set thread({ rows, canSay }) {
    const { list, empty, form } = this.#parts;
    empty.hidden = rows.length > 0;
    form.hidden = !canSay;
    keep(list, rows, (row) => row.id, () => {
      const row = make("li");
      row.append(make("p", "", "who"), make("p", "", "text"));
      return row;
    }, (row, { who, text, mine }) => {
      setAttribute(row, "data-mine", mine ? "" : null);
      setText(row.children[0], who);
      setText(row.children[1], text);
    });
    if (rows.length !== this.#count) list.scrollTop = list.scrollHeight;
    this.#count = rows.length;
  }
}

customElements.define("message-thread", MessageThread);
