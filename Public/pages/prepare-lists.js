// @ts-check
// Lists that are pasted or chosen as a file: looked at first, taken when they are confirmed.
import { setText } from "../components/markup.js";
import { say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class PrepareLists {
  /** @type {"sites" | "people" | null} */
  #kind = null;
  /** @type {any} */
  #preview = null;
  #asked = 0;

  /** @param {import("../lib/preparation.js").PreparationDesk} preparation @param {import("./prepare-people.js").PreparePeople} people @param {(words: string) => void} tell */
  constructor(preparation, people, tell) {
    this.preparation = preparation;
    this.people = people;
    this.tell = tell;
    const list = element("list-preview");
    list.addEventListener("text", () => this.#look());
    list.addEventListener("take", () => this.#take());
    element("#list-close").addEventListener("click", () => this.close());
  }

  /** @param {"sites" | "people"} kind */
  open(kind) {
    this.#kind = kind;
    this.#preview = null;
    element("list-preview").clear();
    setText(element("#list-title"), say(`prepare.list.${kind}`));
    this.draw();
    element("list-preview textarea").focus();
  }

  close() {
    this.#kind = null;
    this.draw();
  }

  draw() {
    element("#list-pane").hidden = this.#kind === null || !this.people.isShown;
    element("#people-pane").hidden = this.#kind !== null || !this.people.isShown;
  }

  /** What the list is of, for the server's command. */
  get #what() {
    return this.#kind === "sites" ? { sites: {} } : { people: { delegation: this.people.delegation ?? undefined } };
  }

  async #look() {
    const list = element("list-preview");
    const turn = ++this.#asked;
    this.#preview = null;
    list.preview = null;
    const body = list.file ?? list.text;
    if (body === "") return;
    const query = new URLSearchParams({ kind: this.#kind ?? "people", ...(this.#kind === "people" && this.people.delegation ? { delegation: this.people.delegation } : {}) });
    try {
      const preview = await this.preparation.post(`preview?${query}`, body);
      if (turn !== this.#asked) return;
      this.#preview = preview;
      list.preview = preview;
    } catch (error) {
      if (turn === this.#asked) list.trouble = this.people.forms.words(error);
    }
  }

  async #take() {
    const preview = this.#preview;
    if (!preview) return;
    const { text, mark } = preview;
    try {
      await this.preparation.command("importList", { kind: this.#what, text, mark, withoutBadRows: true });
      this.tell(say("prepare.list.done", { count: preview.new + preview.changed }));
      this.close();
    } catch (error) {
      element("list-preview").trouble = this.people.forms.words(error);
    }
  }
}
