// @ts-check
import { icon } from "./icon.js";
import { keep, make, setAttribute, setText } from "./markup.js";
import { clockOf, moved, placed } from "../lib/preparation.js";
import { say } from "../lib/words.js";

/** @typedef {{id: string, revision: number, when: string, kind: string, title: string, who: string, where: string, minutes: number, papers: number, isRest: boolean, isClosed: boolean, isMissing: boolean, clash: string}} Line */

/**
 * The items of one sitting, to be put in order by hand or by Alt and the arrows. Emits `reorder` with all ids in the new order,
 * `minutes` with `{id, minutes}`, `edit` with the id, and `papers` with the id.
 */
export class ProgrammeDesk extends HTMLElement {
  #list = make("ol", undefined, "items");
  /** @type {Line[]} */
  #lines = [];
  /** @type {string | null} */
  #dragged = null;

  connectedCallback() {
    this.append(this.#list);
    this.#list.addEventListener("keydown", (event) => this.#key(/** @type {KeyboardEvent} */ (event)));
    this.#list.addEventListener("dragover", (event) => this.#over(/** @type {DragEvent} */ (event)));
    this.#list.addEventListener("drop", (event) => this.#drop(/** @type {DragEvent} */ (event)));
  }

  /** @param {Line[]} lines */
  set lines(lines) {
    this.#lines = lines;
    keep(this.#list, lines, ({ id }) => id, () => this.#make(), (element, line) => this.#update(element, line));
  }

  #make() {
    const row = make("li");
    const grip = make("button", undefined, "grip");
    grip.append(icon("grip"));
    grip.setAttribute("aria-label", say("prepare.grip"));
    row.append(grip, make("p", undefined, "when"));
    const what = make("button", undefined, "what");
    what.append(make("span", undefined, "kind"), make("span", undefined, "title"), make("span", undefined, "clash"));
    what.addEventListener("click", () => this.#emit("edit", row.dataset.key));
    const who = make("div", undefined, "who");
    who.append(make("b"), make("span"));
    const minutes = document.createElement("input");
    minutes.type = "number";
    minutes.min = "1";
    minutes.max = "720";
    minutes.className = "length";
    minutes.setAttribute("aria-label", say("prepare.minutes"));
    minutes.addEventListener("change", () => this.#emit("minutes", { id: row.dataset.key, minutes: minutes.valueAsNumber }));
    const papers = make("button", undefined, "papers");
    papers.append(icon("paper"), make("span"));
    papers.addEventListener("click", () => this.#emit("papers", row.dataset.key));
    row.append(what, who, minutes, papers);
    grip.addEventListener("pointerdown", () => { row.draggable = true; });
    row.addEventListener("dragstart", (event) => {
      this.#dragged = row.dataset.key ?? null;
      event.dataTransfer?.setData("text/plain", row.dataset.key ?? "");
      row.classList.add("carried");
    });
    row.addEventListener("dragend", () => {
      row.draggable = false;
      this.#dragged = null;
      row.classList.remove("carried");
      this.#mark(null);
    });
    return row;
  }

  /** @param {any} row @param {Line} line */
  #update(row, line) {
    const at = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (row.querySelector(selector));
    setText(at(".when"), line.when);
    setText(at(".kind"), line.kind);
    setText(at(".title"), line.title);
    setText(at(".clash"), line.clash);
    setText(at(".who b"), line.who);
    setText(at(".who span"), line.where);
    at(".who b").classList.toggle("missing", line.isMissing);
    const minutes = /** @type {HTMLInputElement} */ (at(".length"));
    if (document.activeElement !== minutes) minutes.value = String(line.minutes);
    setText(at(".papers span"), line.papers ? String(line.papers) : "");
    setAttribute(at(".papers"), "aria-label", say("prepare.papers.open", { count: line.papers }));
    row.classList.toggle("rest", line.isRest);
    setAttribute(row, "data-clash", line.clash ? "" : null);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const id = /** @type {HTMLElement} */ (event.target).closest("li")?.dataset.key;
    if (!id) return;
    event.preventDefault();
    const order = this.#order;
    const next = moved(order, id, event.key === "ArrowUp" ? -1 : 1);
    if (next.join() === order.join()) return;
    this.#reorder(next);
    /** @type {HTMLElement | null} */ (this.#list.querySelector(`[data-key="${CSS.escape(id)}"] .grip`))?.focus();
  }

  /** @param {DragEvent} event */
  #over(event) {
    if (this.#dragged === null) return;
    event.preventDefault();
    this.#mark(this.#below(event.clientY));
  }

  /** @param {DragEvent} event */
  #drop(event) {
    if (this.#dragged === null) return;
    event.preventDefault();
    const before = this.#below(event.clientY)?.dataset.key ?? null;
    const next = placed(this.#order, this.#dragged, before);
    if (next.join() !== this.#order.join()) this.#reorder(next);
  }

  /** The row that something let go at this height would stand before. @param {number} y @returns {HTMLElement | null} */
  #below(y) {
    const rows = /** @type {HTMLElement[]} */ (Array.from(this.#list.children));
    return rows.find((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    }) ?? null;
  }

  /** @param {HTMLElement | null} row */
  #mark(row) {
    for (const other of this.#list.querySelectorAll(".slot")) if (other !== row) other.classList.remove("slot");
    row?.classList.add("slot");
  }

  get #order() {
    return this.#lines.map(({ id }) => id);
  }

  /** Shows it at once, with the times that follow; the server's word comes after. @param {string[]} ids */
  #reorder(ids) {
    const byID = new Map(this.#lines.map((line) => [line.id, line]));
    const start = this.#lines[0]?.when.split(":").map(Number);
    let minute = start ? start[0] * 60 + start[1] : 0;
    this.lines = ids.map((id) => {
      const line = /** @type {Line} */ (byID.get(id));
      const when = clockOf(minute);
      minute += line.minutes;
      return { ...line, when };
    });
    this.#emit("reorder", ids);
  }

  /** @param {string} name @param {unknown} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("programme-desk", ProgrammeDesk);
