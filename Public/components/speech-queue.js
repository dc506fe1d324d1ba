// @ts-check
import { clone, keep, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * Who asked, in the chair's order. Properties `rows` (`queueOf` in lib/desk.js), `chosen` (a site).
 * Emits `grant` and `choose` with `detail.site`, and `order` with `detail.site`, `detail.by` when a row is dragged.
 */
export class SpeechQueue extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  /** @type {HTMLElement | null} */
  #dragged = null;

  connectedCallback() {
    this.append(clone("speech-queue"));
    this.#parts = partsOf(this);
    const { list } = this.#parts;
    list.addEventListener("click", this);
    for (const type of ["dragstart", "dragover", "drop", "dragend"]) list.addEventListener(type, this);
  }

  /** @param {DragEvent & PointerEvent} event */
  handleEvent(event) {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("li"));
    if (!row) return;
    const site = row.dataset.key;
    if (event.type === "click") {
      const grants = /** @type {Element} */ (event.target).closest("button");
      this.dispatchEvent(new CustomEvent(grants ? "grant" : "choose", { bubbles: true, detail: { site } }));
    } else if (event.type === "dragstart") {
      this.#dragged = row;
      event.dataTransfer?.setData("text/plain", site ?? "");
      if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
    } else if (event.type === "dragover" && this.#dragged) {
      event.preventDefault();
      this.#mark(row);
    } else if (event.type === "drop" && this.#dragged) {
      event.preventDefault();
      // Only those who asked stand in an order that can be changed.
      const rows = Array.from(this.#parts.list.querySelectorAll("li[draggable=true]"));
      const by = rows.indexOf(row) - rows.indexOf(this.#dragged);
      if (rows.includes(row)) this.dispatchEvent(new CustomEvent("order", { bubbles: true, detail: { site: this.#dragged.dataset.key, by } }));
    }
    if (event.type === "drop" || event.type === "dragend") {
      this.#mark(null);
      this.#dragged = null;
    }
  }

  /** @param {HTMLElement | null} target */
  #mark(target) {
    const rows = Array.from(this.#parts.list.children);
    const from = this.#dragged ? rows.indexOf(this.#dragged) : -1;
    rows.forEach((row, index) => setAttribute(row, "data-landing", row === target && from !== index ? (index > from ? "after" : "before") : null));
  }

  /** @param {{rows: ReturnType<typeof import("../lib/desk.js").queueOf>, chosen: string | null, canGrant: boolean}} queue */
  set queue({ rows, chosen, canGrant }) {
    const { list, empty } = this.#parts;
    empty.hidden = rows.length > 0;
    // A list that scrolls must be reached by the keyboard, also when there is nothing to press in it.
    setAttribute(this, "tabindex", canGrant ? null : "0");
    keep(list, rows, (row) => row.site, () => /** @type {Element} */ (clone("speech-row").firstElementChild), (element, row) => {
      const parts = partsOf(element);
      const isChosen = row.site === chosen;
      setAttribute(element, "data-chosen", isChosen ? "" : null);
      setAttribute(element, "aria-current", isChosen ? "true" : null);
      setAttribute(element, "draggable", String(row.canMove));
      setAttribute(element, "title", row.canMove ? say("chair.drag") : null);
      setText(parts.group, row.group);
      parts.group.hidden = !row.group;
      setText(parts.budget, row.ready && row.budget.words ? `, ${row.budget.words}` : row.budget.words);
      parts.budget.hidden = !row.budget.words;
      parts.budget.classList.toggle("trouble", row.budget.isSpent);
      setText(parts.position, String(row.position));
      setText(parts.name, row.name);
      setText(parts.place, row.place);
      setText(parts.comma, row.place && row.title ? ", " : "");
      setText(parts.title, row.title);
      setText(parts.ready, row.ready);
      parts.ready.hidden = !row.ready;
      setText(parts.minutes, row.minutes);
      setText(parts.at, row.trouble || row.at);
      parts.at.classList.toggle("trouble", row.trouble !== "");
      parts.grant.classList.toggle("primary", isChosen);
      parts.grant.disabled = !canGrant;
      parts.key.hidden = !isChosen;
      setAttribute(parts.grant, "aria-label", `${say("chair.grant")}: ${row.name}`);
    });
  }
}

customElements.define("speech-queue", SpeechQueue);
