// @ts-check
import { setIcon } from "./icon.js";
import { clone, keep, partsOf, setAttribute, setText } from "./markup.js";
import { say } from "../lib/words.js";
import "./feed-view.js";

const icons = /** @type {Record<string, string>} */ ({
  floor: "mic", away: "warn", "no-sound": "sound-off", "no-picture": "camera-off", "weak-line": "line-poor",
});

/**
 * One page of the wall. Property `tiles` (`tileOf` in lib/desk.js, with `stream` and `mark`); emits `site` with `detail.site` when one is pressed, and
 * `more` likewise where the attribute `data-more` asks for a second button.
 */
export class SiteWall extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "list");
    this.addEventListener("click", (event) => {
      const site = /** @type {Element} */ (event.target).closest("[data-key]")?.getAttribute("data-key");
      const isMore = /** @type {Element} */ (event.target).closest("[data-part=more]") !== null;
      if (site) this.dispatchEvent(new CustomEvent(isMore ? "more" : "site", { bubbles: true, detail: { site } }));
    });
  }

  /** @param {(ReturnType<typeof import("../lib/desk.js").tileOf> & {stream: MediaStream | null, mark?: string | null})[]} tiles */
  set tiles(tiles) {
    keep(this, tiles, (tile) => tile.site, () => /** @type {Element} */ (clone("site-tile").firstElementChild), (element, tile) => {
      const parts = partsOf(element);
      setAttribute(element, "data-state", tile.condition);
      setAttribute(element, "data-mark", tile.mark ?? null);
      setAttribute(parts.button, "aria-label", tile.says);
      setText(parts.name, tile.name);
      parts.more.hidden = !this.hasAttribute("data-more");
      setAttribute(parts.more, "aria-label", `${say("chair.site.more")}: ${tile.name}`);
      parts.feed.stream = tile.stream;
      setText(parts.why, tile.why);
      setText(parts.place, tile.position ? String(tile.position) : "");
      parts.place.hidden = !tile.position;
      const sign = icons[tile.condition] ?? (tile.isMuted ? "mic-off" : null);
      setAttribute(parts.sign, "hidden", sign ? null : "");
      if (sign) setIcon(parts.sign, sign);
    });
  }

  /** @param {string} site */
  focusOn(site) {
    /** @type {HTMLElement | null} */ (this.querySelector(`[data-key="${CSS.escape(site)}"] button`))?.focus();
  }
}

customElements.define("site-wall", SiteWall);
