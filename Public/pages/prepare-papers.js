// @ts-check
// The papers of one item: brought, replaced by later versions, and who has read them.
import "../components/paper-list.js";
import { setText } from "../components/markup.js";
import { newID } from "../lib/commands.js";
import { inLanguage } from "../lib/conference.js";
import { queryOf } from "../lib/preparation.js";
import { currentLanguage, fileSize, say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class PreparePapers {
  /** The item whose papers are shown. @type {string | null} */
  #item = null;

  /** @param {import("../lib/preparation.js").PreparationDesk} preparation @param {import("./prepare-forms.js").PrepareForms} forms */
  constructor(preparation, forms) {
    this.preparation = preparation;
    this.forms = forms;
    const list = element("#papers paper-list");
    list.addEventListener("bring", (/** @type {CustomEvent} */ { detail }) => this.#bring(detail.file, detail.paper));
    list.addEventListener("remove", (/** @type {CustomEvent} */ { detail }) => this.#remove(detail));
    list.addEventListener("openings", (/** @type {CustomEvent} */ { detail }) => this.#showReaders(detail));
    element("#papers-close").addEventListener("click", () => element("#papers").close());
  }

  get #row() {
    return this.preparation.desk.sittings.flatMap(({ items }) => items).find(({ value }) => value.id === this.#item);
  }

  /** @param {string} item */
  open(item) {
    this.#item = item;
    setText(element("#papers-trouble"), "");
    element("#papers paper-list").readers = null;
    this.draw();
    element("#papers").showModal();
  }

  draw() {
    const row = this.#row;
    if (!row) return element("#papers").close();
    setText(element("#papers-title"), inLanguage(row.value.title, currentLanguage()));
    element("#papers paper-list").lines = row.papers.map(({ value, opened, by }) => {
      const latest = value.versions.at(-1);
      return {
        id: value.id, title: value.title, address: `${this.preparation.base}papers/${value.id}/${value.versions.length}`,
        words: [latest.name, say("prepare.papers.version", { version: value.versions.length }), latest.pages ? say("papers.pages", { count: latest.pages }) : "", fileSize(latest.bytes), by].filter(Boolean).join(" · "),
        opened: say("prepare.papers.opened", { count: opened }), isBusy: false,
      };
    });
  }

  /** @param {File} file @param {string | undefined} paper */
  async #bring(file, paper) {
    const trouble = element("#papers-trouble");
    setText(trouble, say("papers.uploading"));
    const former = this.#row?.papers.find(({ value }) => value.id === paper)?.value;
    const title = former?.title ?? file.name.replace(/\.[^.]+$/, "");
    const query = queryOf({ id: newID(), item: this.#item ?? "", paper: paper ?? "", title, name: file.name });
    try {
      await this.preparation.post(`papers?${query}`, file);
      setText(trouble, "");
      await this.preparation.refresh();
    } catch (error) {
      setText(trouble, this.forms.words(error));
    }
  }

  /** @param {string} paper */
  async #remove(paper) {
    const kept = this.#row?.papers.find(({ value }) => value.id === paper);
    try {
      await this.preparation.command("removePaper", { paper, revision: kept?.revision ?? 0 });
    } catch (error) {
      setText(element("#papers-trouble"), this.forms.words(error));
    }
  }

  /** @param {string} paper */
  async #showReaders(paper) {
    const value = this.#row?.papers.find((one) => one.value.id === paper)?.value;
    if (!value) return;
    try {
      const readers = await this.preparation.get(`papers/${paper}/openings`);
      element("#papers paper-list").readers = {
        title: say("prepare.papers.readers", { title: value.title }),
        names: readers.map((/** @type {any} */ { name, place, version }) => ({
          name, isLatest: version === value.versions.length,
          words: [place, version === undefined ? say("prepare.papers.unread") : say("prepare.papers.read", { version })].filter(Boolean).join(" · "),
        })),
      };
    } catch (error) {
      setText(element("#papers-trouble"), this.forms.words(error));
    }
  }
}
