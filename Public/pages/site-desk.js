// @ts-check
// What a console does with one site: a sheet that says how it is, whom to phone, and what can be done now.

import "../components/site-sheet.js";
import { siteOf } from "../lib/conference.js";
import { lastMinute } from "../lib/lines.js";
import { tileOf } from "../lib/wall.js";

/** A hall says how its line is every ten seconds. */
const often = 5_000;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class SiteDesk {
  #sheet = element("site-sheet");
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #asking;

  /**
   * @param {import("./console.js").Console} desk
   * @param {() => Set<string>} watched
   * @param {(site: string) => string[]} possible what can be done with a site now, besides muting it
   * @param {Record<string, (site: string) => void>} does what is more than the command of its name
   */
  constructor(desk, watched, possible, does) {
    this.desk = desk;
    this.watched = watched;
    this.possible = possible;
    this.#sheet.addEventListener("act", (/** @type {CustomEvent} */ { detail: { act, site } }) => {
      if (does[act]) does[act](site);
      else desk.tell(act, { site });
    });
  }

  /** Opens the sheet when a site is pressed in any of these. @param {string[]} selectors */
  opensFrom(...selectors) {
    for (const selector of selectors) element(selector).addEventListener("site", (/** @type {CustomEvent} */ { detail }) => this.open(detail.site));
  }

  /** @param {string} site */
  open(site) {
    const { state, presence } = this.desk.session;
    const tile = tileOf(state, presence, site, this.watched());
    this.#sheet.open({
      site, name: tile.name, says: tile.says.slice(tile.name.length + 2), isMuted: tile.isMuted, acts: this.possible(site), contact: siteOf(state, site)?.contact,
    });
    clearInterval(this.#asking);
    this.#asking = setInterval(() => this.#tell(site), often);
    this.#tell(site);
  }
  /** The last minute of the line, for as long as the sheet is open. @param {string} site */
  async #tell(site) {
    if (this.#sheet.site !== site) return clearInterval(this.#asking);
    const said = await this.desk.session.lines(site).catch(() => null);
    if (said && this.#sheet.site === site) this.#sheet.line = lastMinute(said.lastMinute);
  }
}
