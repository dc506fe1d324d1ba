// @ts-check
import { fill, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** What is put to the vote, in a dialog. `open()`; emits `vote` with `detail.title`, `options`, `unit`, `isSecret`. */
export class VoteForm extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "vote-form");
    const { form, dialog, cancel } = this.#parts;
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      const { title, options, wrong } = this.#parts;
      const lines = options.value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
      const isRight = title.value.trim() !== "" && lines.length >= 2 && lines.length <= 10 && new Set(lines).size === lines.length;
      wrong.hidden = isRight;
      setText(wrong, isRight ? "" : say("vote.incomplete"));
      if (!isRight) return;
      dialog.close();
      const { isSecret } = this.#parts;
      const unit = form.querySelector("[name=unit]:checked").value;
      this.dispatchEvent(new CustomEvent("vote", { bubbles: true, detail: { title: title.value.trim(), options: lines, unit, isSecret: isSecret.checked } }));
    });
  }

  open() {
    const { dialog, title, options, wrong, form } = this.#parts;
    form.reset();
    wrong.hidden = true;
    options.value = say("vote.options.usual");
    dialog.showModal();
    title.focus();
  }
}

customElements.define("vote-form", VoteForm);
