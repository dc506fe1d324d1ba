// @ts-check
// The tab of the halls' lines: all of them, the worst first, and the bad minutes of one.

import { setText } from "../components/markup.js";
import { siteName } from "../lib/conference.js";
import { lastMinute, linesTable, minutesTable } from "../lib/lines.js";
import { currentLanguage } from "../lib/words.js";

/** A hall says how its line is every ten seconds. */
const often = 10_000;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class LinesDesk {
  /** @type {Record<string, import("../lib/lines.js").Total>} */
  #all = {};
  /** The site that stands open. @type {string | null} */
  #site = null;
  /** @type {{lastMinute?: import("../lib/report.js").Figures, minutes: import("../lib/lines.js").Minute[]} | null} */
  #one = null;

  #hasAsked = false;

  /** @param {import("./console.js").Console} desk @param {() => boolean} isShown */
  constructor(desk, isShown) {
    this.desk = desk;
    setInterval(() => { if (isShown()) this.ask(); }, often);
    element("#lines").addEventListener("open", (/** @type {CustomEvent} */ { detail }) => this.#open(detail.id));
    element("#lines-back").addEventListener("click", () => this.#open(null));
  }

  /** Fetches what is shown. */
  async ask() {
    this.#hasAsked = true;
    const { session } = this.desk, site = this.#site;
    try {
      if (site) {
        const one = await session.lines(site);
        if (this.#site === site) this.#one = one;
      } else {
        this.#all = (await session.lines()).sites;
      }
    } catch {
      // The line itself is told above; what was read before stays.
    }
    this.draw();
  }

  draw() {
    if (!this.#hasAsked) this.ask();
    const { state } = this.desk.session;
    const table = linesTable(state, this.#all);
    element("#lines-empty").hidden = this.#site !== null || table.rows.length > 0;
    element("#lines-all").hidden = this.#site !== null || table.rows.length === 0;
    element("#lines-one").hidden = this.#site === null;
    element("#lines").table = table;
    if (!this.#site) return;
    const minutes = this.#one?.minutes ?? [];
    setText(element("#lines-name"), siteName(state, this.#site, currentLanguage()));
    setText(element("#lines-last"), this.#one ? lastMinute(this.#one.lastMinute) : "");
    element("#lines-well").hidden = !this.#one || minutes.length > 0;
    element("#lines-minutes").hidden = minutes.length === 0;
    element("#lines-minutes").table = minutesTable(minutes);
  }

  /** @param {string | null} site */
  #open(site) {
    this.#site = site;
    this.#one = null;
    this.draw();
    this.ask();
    if (site) element("#lines-back").focus();
  }
}
