// @ts-check
// Commands, and the line of the page that says why one was refused.

import { setText } from "../components/markup.js";

/** For this long a refusal stands on the page, in milliseconds. */
const reading = 8_000;

export class Said {
  #timer = 0;
  #words = /** @type {HTMLElement} */ (document.querySelector(".said"));

  /** @param {import("./page.js").Page} page */
  constructor(page) {
    this.page = page;
    this.session = page.session;
  }

  /** Says a command; its refusal stands on the page. @param {string} type @param {Record<string, unknown>} [fields] @returns {Promise<boolean>} */
  async tell(type, fields) {
    try {
      await this.session.command(type, fields);
      this.show("");
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** @param {unknown} error */
  fail(error) {
    this.show(this.page.words(error));
  }

  /** @param {string} words */
  show(words) {
    this.#words.hidden = !words;
    setText(this.#words, words);
    clearTimeout(this.#timer);
    if (words) this.#timer = window.setTimeout(() => this.show(""), reading);
  }
}
