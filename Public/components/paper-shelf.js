// @ts-check
import { clone, fill, keep, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * The documents that can be presented, and the pages of the one that is. Property `shelf` (`shelfOf` in lib/lists.js).
 * Emits `present` with `detail.document`, `turn` with `detail.page`, `stop`, and `upload` with `detail.file`.
 */
export class PaperShelf extends HTMLElement {
  #parts = /** @type {Record<string, any>} */ ({});
  #page = 1;
  #pages = 1;

  connectedCallback() {
    this.#parts = fill(this, "paper-shelf");
    const { list, stop, back, on, file } = this.#parts;
    list.addEventListener("click", (/** @type {Event} */ event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      const document = button?.closest("[data-key]")?.getAttribute("data-key");
      if (document) this.#emit(button?.getAttribute("aria-pressed") === "true" ? "stop" : "present", { document });
    });
    stop.addEventListener("click", () => this.#emit("stop", {}));
    back.addEventListener("click", () => this.#emit("turn", { page: this.#page - 1 }));
    on.addEventListener("click", () => this.#emit("turn", { page: this.#page + 1 }));
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (chosen) this.#emit("upload", { file: chosen });
      file.value = "";
    });
  }

  /** @param {string} name @param {object} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }

  /** @param {string} words what happens with a file that is being added */
  set progress(words) {
    setText(this.#parts.progress, words);
    this.#parts.file.disabled = words !== "" && words === say("papers.uploading");
  }

  /** @param {ReturnType<typeof import("../lib/lists.js").shelfOf>} shelf */
  set shelf({ rows, why, mayPresent, presents, page, pages }) {
    const parts = this.#parts;
    this.#page = page ?? 1;
    this.#pages = pages;
    parts.empty.hidden = rows.length > 0;
    setText(parts.why, why);
    parts.why.hidden = !why;
    parts.turner.hidden = !presents;
    setText(parts.page, page === null ? "" : say("page.of", { page, pages }));
    parts.back.disabled = this.#page <= 1;
    parts.on.disabled = this.#page >= this.#pages;
    parts.back.hidden = parts.on.hidden = page === null;
    keep(parts.list, rows, (row) => row.id, () => /** @type {Element} */ (clone("paper-row").firstElementChild), (element, row) => {
      const { name, detail, present } = partsOf(element);
      setText(name, row.name);
      setText(detail, row.detail);
      setText(present, say(row.isOn ? "papers.stop" : "papers.present"));
      setAttribute(present, "aria-pressed", String(row.isOn));
      setAttribute(present, "aria-label", `${present.textContent}: ${row.name}`);
      present.disabled = !mayPresent;
    });
  }
}

customElements.define("paper-shelf", PaperShelf);
