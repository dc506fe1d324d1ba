// @ts-check
import { fill, make, setText } from "./markup.js";

/**
 * One question in a dialog. `ask(question)` answers the text of its field, empty when it has none, or null when it was not meant.
 * A question about what cannot be taken back begins on the button that does nothing.
 */
export class QuestionBox extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "question-box");
  }

  /**
   * @param {{heading: string, text?: string, yes: string, no: string, isDanger?: boolean,
   *   field?: {label: string, value?: string, type?: string, min?: number, max?: number, maxLength?: number, suggestions?: string[]}}} question
   * @returns {Promise<string | null>}
   */
  ask({ heading, text = "", yes, no, isDanger = false, field }) {
    const { dialog, heading: head, text: words, labelled, label, input, list, yes: agree, no: refuse } = this.#parts;
    setText(head, heading);
    setText(words, text);
    words.hidden = !text;
    setText(agree, yes);
    setText(refuse, no);
    agree.className = isDanger ? "button danger" : "button primary";
    labelled.hidden = !field;
    if (field) {
      setText(label, field.label);
      input.type = field.type ?? "text";
      input.min = field.min ?? "";
      input.max = field.max ?? "";
      input.maxLength = field.maxLength ?? 200;
      input.value = field.value ?? "";
      list.replaceChildren(...(field.suggestions ?? []).map((suggestion) => {
        const option = /** @type {HTMLOptionElement} */ (make("option"));
        option.value = suggestion;
        return option;
      }));
    }
    dialog.returnValue = "";
    dialog.showModal();
    (field ? input : isDanger ? refuse : agree).focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? (field ? input.value.trim() : "") : null), { once: true });
    });
  }
}

customElements.define("question-box", QuestionBox);
