// @ts-check
import { clone, fill, keep, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * The roll of a site: one press for each delegate. Property `roll` (`rollOf` in lib/lists.js).
 * Emits `mark` with `detail.delegate`, `detail.status` and, for a substitute, `detail.substitute`.
 */
export class RollSheet extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "roll-sheet");
    this.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("[data-status]");
      const row = /** @type {HTMLElement | null} */ (button?.closest("[data-key]") ?? null);
      const status = button?.getAttribute("data-status");
      if (!row || !status || button?.getAttribute("aria-pressed") === "true") return;
      // A substitute has a name: it is asked for first.
      if (status === "substituted") return this.#ask(row);
      this.#mark(row, { status });
    });
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = /** @type {HTMLElement} */ (/** @type {Element} */ (event.target).closest("[data-key]"));
      const substitute = partsOf(row).name.value.trim();
      if (substitute) this.#mark(row, { status: "substituted", substitute });
    });
    this.addEventListener("change", (event) => {
      const select = /** @type {HTMLSelectElement} */ (event.target);
      const row = /** @type {HTMLElement | null} */ (select.closest("[data-key]"));
      if (select.localName !== "select" || !row || !select.value) return;
      if (select.value === "substituted") this.#ask(row);
      else this.#mark(row, { status: select.value });
    });
  }

  /** @param {HTMLElement} row */
  #ask(row) {
    const { form, name } = partsOf(row);
    form.hidden = false;
    name.focus();
  }

  /** @param {HTMLElement} row @param {{status: string, substitute?: string}} mark */
  #mark(row, mark) {
    partsOf(row).form.hidden = true;
    this.dispatchEvent(new CustomEvent("mark", { bubbles: true, detail: { delegate: row.dataset.key, ...mark } }));
  }

  /** @param {ReturnType<typeof import("../lib/lists.js").rollOf>} roll */
  set roll({ rows, says }) {
    const { list, totals, empty } = this.#parts;
    empty.hidden = rows.length > 0;
    setText(totals, says);
    keep(list, rows, (row) => row.id, () => /** @type {Element} */ (clone("roll-row").firstElementChild), (element, row) => {
      const parts = partsOf(element);
      setText(parts.who, row.name);
      setText(parts.title, row.title);
      setText(parts.instead, row.substitute ? say("roll.instead", { name: row.substitute }) : "");
      parts.instead.hidden = !row.substitute;
      setAttribute(element, "data-state", row.status);
      for (const button of element.querySelectorAll("button[data-status]")) {
        setAttribute(button, "aria-pressed", String(button.getAttribute("data-status") === row.status));
        setAttribute(button, "aria-label", `${row.name}: ${button.textContent}`);
      }
      const others = ["late", "excused", "substituted", "left"];
      setAttribute(parts.more, "aria-label", `${row.name}: ${say("roll.other")}`);
      if (document.activeElement !== parts.more) parts.more.value = others.includes(row.status ?? "") ? row.status : "";
    });
  }
}

customElements.define("roll-sheet", RollSheet);
