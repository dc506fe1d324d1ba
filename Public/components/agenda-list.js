// @ts-check
import { icon } from "./icon.js";
import { clone, keep, partsOf, setAttribute, setMeasure, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** The programme. Property `rows` (`agendaOf` in lib/desk.js); emits `begin` and `pass` with `detail.item`. */
export class AgendaList extends HTMLElement {
  #present = "";

  connectedCallback() {
    this.setAttribute("role", "list");
    this.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      const item = button?.closest("[data-key]")?.getAttribute("data-key");
      const act = button?.getAttribute("data-part") === "pass" ? "pass" : "begin";
      if (item) this.dispatchEvent(new CustomEvent(act, { bubbles: true, detail: { item } }));
    });
  }

  /** @param {ReturnType<typeof import("../lib/desk.js").agendaOf>} rows */
  set rows(rows) {
    keep(this, rows, (row) => row.id, () => {
      const row = /** @type {Element} */ (clone("agenda-row").firstElementChild);
      partsOf(row).mark.append(icon("check"));
      partsOf(row).lock.append(icon("lock"));
      return row;
    }, (element, row) => this.#update(element, row));
    this.toggleAttribute("data-times", rows.some((row) => row.number.includes(":")));
    // A list that scrolls must be reached by the keyboard, also when there is nothing to press in it.
    setAttribute(this, "tabindex", rows.some((row) => row.canBegin || row.canPass) ? null : "0");
    const present = rows.find((row) => row.when === "now")?.id ?? "";
    // The present item comes into view when it begins, and not while somebody reads elsewhere.
    if (present !== this.#present) {
      this.#present = present;
      this.#show(this.querySelector("[data-when=now]"));
    }
  }

  /** Moves this list, and not the page around it. @param {Element | null} row */
  #show(row) {
    if (!row) return;
    const own = this.getBoundingClientRect(), wanted = row.getBoundingClientRect();
    this.scrollTop += wanted.top - own.top - (own.height - wanted.height) / 2;
  }

  /** @param {Element} element @param {ReturnType<typeof import("../lib/desk.js").agendaOf>[number]} row */
  #update(element, row) {
    const parts = partsOf(element);
    setAttribute(element, "data-when", row.when);
    setAttribute(element, "aria-current", row.when === "now" ? "step" : null);
    setText(parts.number, row.number);
    setText(parts.title, row.title);
    setText(parts.who, row.who);
    parts.who.hidden = !row.who;
    setText(parts.minutes, row.took || row.minutes);
    parts.mark.hidden = row.when !== "done";
    setText(parts.said, row.when === "next" || row.when === "missed" ? "" : say(`chair.${row.when}`));
    setAttribute(parts.drain, "data-tone", row.tone);
    parts.drain.hidden = row.tone === null;
    setMeasure(parts.left, "--left", row.share.toFixed(1));
    parts.begin.hidden = !row.canBegin;
    setAttribute(parts.begin, "aria-label", `${say("chair.beginThis")}: ${row.title}`);
    setText(parts.begin, say("chair.beginThis"));
    parts.lock.hidden = !row.isClosed;
    parts.pass.hidden = !row.canPass;
    setAttribute(parts.pass, "aria-label", `${say("chair.pass")}: ${row.title}`);
    setText(parts.pass, say("chair.pass"));
    parts.missed.hidden = row.when !== "missed";
    setText(parts.missed, say("chair.missed"));
  }
}

customElements.define("agenda-list", AgendaList);
