// @ts-check
import { icon } from "./icon.js";
import { clone, fill, keep, make, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * The board of a test session: four counts, and the sites with what is amiss. Property `board` (`boardOf` in lib/rehearsal.js);
 * emits `site` with `detail.site`, `group` with `detail.group`, and `whole`.
 */
export class TestBoard extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});

  connectedCallback() {
    this.#parts = fill(this, "test-board");
    const emit = (/** @type {string} */ name, detail = {}) => this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    this.#parts.counts.addEventListener("click", (/** @type {Event} */ event) => {
      const group = /** @type {Element} */ (event.target).closest("[data-key]")?.getAttribute("data-key");
      if (group) emit("group", { group });
    });
    this.#parts.body.addEventListener("click", (/** @type {Event} */ event) => {
      const site = /** @type {Element} */ (event.target).closest("button")?.closest("[data-key]")?.getAttribute("data-key");
      if (site) emit("site", { site });
    });
    this.#parts.whole.addEventListener("click", () => emit("whole"));
  }

  /** @param {ReturnType<typeof import("../lib/rehearsal.js").boardOf>} board */
  set board({ counts, rows, rest, isWhole, empty }) {
    const parts = this.#parts;
    keep(parts.counts, counts, ({ group }) => group, () => {
      const button = make("button");
      button.setAttribute("type", "button");
      button.append(make("span"), make("b", "", "figures"));
      return button;
    }, (button, { title, words, severity, isChosen }) => {
      setText(button.firstElementChild, title);
      setText(button.lastElementChild, words);
      setAttribute(button, "data-severity", severity);
      setAttribute(button, "aria-pressed", String(isChosen));
    });
    keep(parts.body, rows, ({ site }) => site, () => {
      const row = /** @type {Element} */ (clone("test-row").firstElementChild);
      partsOf(row).call.prepend(icon("phone"));
      return row;
    }, (element, row) => this.#draw(element, row));
    parts.table.hidden = rows.length === 0;
    parts.empty.hidden = !empty;
    setText(parts.empty, empty);
    parts.rest.hidden = !rest;
    setText(parts.ready, rest);
    setText(parts.whole, say(isWhole ? "rehearsal.fold" : "rehearsal.all"));
    setAttribute(parts.whole, "aria-expanded", String(isWhole));
  }

  /** @param {Element} element @param {import("../lib/rehearsal.js").Row} row */
  #draw(element, row) {
    const parts = partsOf(element);
    setAttribute(element, "data-verdict", row.verdict);
    setText(parts.name, row.name);
    setText(parts.since, row.since);
    for (const name of /** @type {const} */ (["connection", "sound", "picture", "line"])) {
      setText(parts[name], row[name].words);
      setAttribute(parts[name], "data-tone", row[name].tone);
    }
    setAttribute(parts.line, "title", row.figures || null);
    const { contact } = row;
    parts.call.hidden = !contact;
    parts.nobody.hidden = contact !== null;
    if (!contact) return;
    setText(parts.who, contact.name);
    setText(parts.phone, contact.phone);
    setAttribute(parts.call, "href", `tel:${contact.phone.replace(/[^+\d]/g, "")}`);
    setAttribute(parts.call, "aria-label", say("rehearsal.call", contact));
  }
}

customElements.define("test-board", TestBoard);
