// @ts-check
// Documents that a desk at the centre adds and presents.

import "../components/paper-shelf.js";
import { shelfOf } from "../lib/lists.js";
import { say } from "../lib/words.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class PaperDesk {
  #shelf = element("paper-shelf");

  /** @param {import("./console.js").Console} desk */
  constructor(desk) {
    this.desk = desk;
    this.#shelf.addEventListener("present", (/** @type {CustomEvent} */ { detail }) => desk.tell("present", { document: detail.document, page: 1 }));
    this.#shelf.addEventListener("turn", (/** @type {CustomEvent} */ { detail }) => desk.tell("turnPage", detail));
    this.#shelf.addEventListener("stop", () => desk.tell("stopPresenting"));
    this.#shelf.addEventListener("upload", (/** @type {CustomEvent} */ { detail }) => this.#upload(detail.file));
  }

  draw() {
    this.#shelf.shelf = shelfOf(this.desk.session.state, null);
  }

  /** @param {File} file */
  async #upload(file) {
    this.#shelf.progress = say("papers.uploading");
    try {
      const paper = await this.desk.session.upload(file);
      this.#shelf.progress = say("papers.uploaded", { name: paper.name, count: paper.pages });
    } catch (error) {
      this.#shelf.progress = this.desk.page.words(error);
    }
  }
}
