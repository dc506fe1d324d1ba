// @ts-check
import { fill, keep, make, setAttribute, setText } from "./markup.js";

/**
 * A table of words and numbers. Property `table` (see lib/tables.js). With the attribute `data-open` its first cells are buttons;
 * emits `open` with `detail.id`.
 */
export class DataTable extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "data-table");
    this.addEventListener("click", (event) => {
      const id = /** @type {Element} */ (event.target).closest("button")?.closest("tr")?.getAttribute("data-key");
      if (id) this.dispatchEvent(new CustomEvent("open", { bubbles: true, detail: { id } }));
    });
  }

  /** @param {import("../lib/tables.js").Table} table */
  set table({ columns, rows }) {
    const { head, body } = this.#parts;
    const opens = this.hasAttribute("data-open");
    keep(head, columns.map((words, index) => ({ words, index })), ({ index }) => String(index), () => {
      const cell = make("th");
      cell.setAttribute("scope", "col");
      return cell;
    }, (cell, { words }) => setText(cell, words));
    keep(body, rows, (row) => row.id, () => make("tr"), (element, row) => {
      setAttribute(element, "data-tone", row.isAmiss ? "amiss" : row.isStrong ? "strong" : null);
      keep(element, row.cells.map((words, index) => ({ words, index })), ({ index }) => String(index), ({ index }) => {
        const cell = make(index === 0 ? "th" : "td");
        if (index > 0) return cell;
        cell.setAttribute("scope", "row");
        const name = opens ? make("button") : make("span");
        if (opens) name.setAttribute("type", "button");
        cell.append(name, make("small", ""));
        return cell;
      }, (cell, { words, index }) => {
        if (index > 0) return setText(cell, words);
        setText(cell.children[0], words);
        setText(cell.children[1], row.note ?? "");
      });
    });
  }
}

customElements.define("data-table", DataTable);
