// @ts-check
import { icon } from "./icon.js";
import { keep, make, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";

/** @typedef {{id: string, title: string, file: string, words: string, address: string, opened: string, isBusy: boolean}} PaperLine */

/**
 * The papers of one item. Emits `bring` with `{file, paper}` (without a paper, a new one), `remove` with the id, and `openings` with
 * the id when somebody wants to know who has read it.
 */
export class PaperList extends HTMLElement {
  #list = make("ol", undefined, "paper-rows");
  #none = make("p", undefined, "soft");
  #add = make("label", undefined, "button primary");
  #readers = make("div", undefined, "readers");

  connectedCallback() {
    const file = this.#input(() => undefined);
    this.#add.append(icon("paper"), make("span", say("prepare.papers.add")), file);
    setText(this.#none, say("prepare.papers.none"));
    this.#readers.setAttribute("aria-live", "polite");
    this.replaceChildren(this.#none, this.#list, this.#readers, this.#add);
  }

  /** @param {PaperLine[]} lines */
  set lines(lines) {
    this.#none.hidden = lines.length > 0;
    keep(this.#list, lines, ({ id }) => id, () => this.#make(), (row, line) => {
      const [about, acts] = row.children;
      const link = about.firstChild;
      setText(link, line.title);
      setAttribute(link, "href", line.address);
      setText(about.children[1], line.words);
      setText(acts.firstChild, line.opened);
      setAttribute(row, "aria-busy", String(line.isBusy));
    });
  }

  /** Who may read one paper, and who has. @param {{title: string, names: {name: string, words: string, isLatest: boolean}[]} | null} readers */
  set readers(readers) {
    this.#readers.replaceChildren();
    if (!readers) return;
    const list = make("ul");
    for (const { name, words, isLatest } of readers.names) {
      const row = make("li");
      row.append(make("b", name), make("span", words, isLatest ? "state plain" : "soft"));
      list.append(row);
    }
    this.#readers.append(make("h3", readers.title), list);
  }

  #make() {
    const row = /** @type {HTMLElement} */ (make("li"));
    const about = make("div", undefined, "about"), acts = make("div", undefined, "acts");
    const link = make("a");
    link.setAttribute("download", "");
    about.append(link, make("span", undefined, "soft"));
    const again = make("label", undefined, "button quiet");
    again.append(make("span", say("prepare.papers.again")), this.#input(() => row.dataset.key));
    acts.append(this.#button("", "button quiet", () => this.#emit("openings", row.dataset.key)), again, this.#button(say("prepare.remove"), "button quiet", () => this.#emit("remove", row.dataset.key)));
    row.append(about, acts);
    return row;
  }

  /** @param {() => string | undefined} paper */
  #input(paper) {
    const file = document.createElement("input");
    file.type = "file";
    file.className = "visually-hidden";
    file.accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.odt,.ods,.odp";
    file.addEventListener("change", () => {
      if (file.files?.[0]) this.#emit("bring", { file: file.files[0], paper: paper() });
      file.value = "";
    });
    return file;
  }

  /** @param {string} words @param {string} style @param {() => void} act */
  #button(words, style, act) {
    const button = /** @type {HTMLButtonElement} */ (make("button", words, style));
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  /** @param {string} name @param {unknown} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("paper-list", PaperList);
