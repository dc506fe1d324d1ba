// @ts-check
import { setIcon } from "./icon.js";
import { fill, make, setAttribute, setText } from "./markup.js";

/**
 * One check: what, a plain verdict, and numbered steps when it fails. Property `check`; emits `act` with `detail.act`.
 * `severity` is one of: passed, plain (not known yet), warning, danger. What the page puts into the slot `[data-part=extra]` stays.
 */
export class CheckRow extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    // Moving to the top connects it again; what it holds is kept.
    if (this.firstChild) return;
    this.#parts = fill(this, "check-row");
    this.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("[data-act]")?.getAttribute("data-act");
      if (act) this.dispatchEvent(new CustomEvent("act", { bubbles: true, detail: { act, check: this.id } }));
    });
  }

  /** @type {HTMLElement} */
  get extra() {
    return this.#parts.extra;
  }

  /**
   * @param {{icon: string, title: string, verdict: string, severity: "passed" | "plain" | "warning" | "danger",
   *   detail: string, steps?: string[], acts?: {act: string, words: string}[]}} check
   */
  set check({ icon, title, verdict, severity, detail, steps = [], acts = [] }) {
    const parts = this.#parts;
    setAttribute(this, "data-severity", severity);
    setIcon(parts.icon, icon);
    setText(parts.title, title);
    setText(parts.verdict, verdict);
    parts.verdict.className = `state ${severity === "passed" ? "" : severity}`;
    setText(parts.detail, detail);
    parts.detail.hidden = !detail;
    if (parts.steps.textContent !== steps.join("")) parts.steps.replaceChildren(...steps.map((step) => make("li", step)));
    parts.steps.hidden = steps.length === 0;
    const wanted = acts.map(({ act, words }) => act + words).join();
    if (parts.acts.dataset.shown !== wanted) {
      parts.acts.dataset.shown = wanted;
      parts.acts.replaceChildren(...acts.map(({ act, words }) => {
        const button = make("button", words, "button");
        button.setAttribute("type", "button");
        button.dataset.act = act;
        return button;
      }));
    }
    parts.acts.hidden = acts.length === 0;
  }
}

customElements.define("check-row", CheckRow);
