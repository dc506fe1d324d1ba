// @ts-check
// A console's wall: which sites stand on its present page, what the server is told of it, and how long each has been watched.

import { setAttribute, setText } from "../components/markup.js";
import { siteName } from "../lib/conference.js";
import { currentLanguage, say } from "../lib/words.js";
import { pageSize, tileOf, wallOrder } from "../lib/wall.js";

/** A camera that is asked to begin has this long before its silence is called trouble, in milliseconds. */
const warming = 5_000;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class WallDesk {
  /** Sites to be watched besides, whatever the wall's page. @type {() => string[]} */
  besides = () => [];
  /** What a tile shows more. @type {(site: string) => string | null} */
  markOf = () => null;
  /** @type {"programme" | "region" | "trouble"} */
  #order = "programme";
  #page = 0;
  /** What the server was last told the wall shows, for which connection. */
  #viewed = "";
  /** Since when each site of the present page is shown. @type {Map<string, number>} */
  #watchedSince = new Map();
  #wall = element("site-wall");

  /** @param {import("./page.js").Page} page @param {import("../lib/media.js").Media} media */
  constructor(page, media) {
    this.page = page;
    this.media = media;
    for (const tab of document.querySelectorAll("[data-order]")) {
      tab.addEventListener("click", () => {
        this.#order = /** @type {any} */ (tab.getAttribute("data-order"));
        this.#page = 0;
        page.draw();
      });
    }
    element("#back").addEventListener("click", () => this.turn(-1));
    element("#on").addEventListener("click", () => this.turn(1));
    element("#find").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") element("#find").blur();
      if (event.key !== "Enter" || event.isComposing) return;
      // Else the same press would go on to the tile that is found, and open it.
      event.preventDefault();
      this.#find(element("#find").value);
    });
  }

  /** The sites whose pictures should be there by now: those on the wall for a while, and those on the stage. */
  get watched() {
    const now = Date.now();
    const onWall = [...this.#watchedSince].filter(([, since]) => now - since >= warming).map(([site]) => site);
    const { state, clock } = this.page.session;
    const onStage = state.floor.filter(({ since }) => clock.now - since >= warming).map(({ site }) => site);
    return new Set([...onWall, ...onStage]);
  }

  /** @param {number} by */
  turn(by) {
    this.#page += by;
    this.page.draw();
  }

  draw() {
    const { state, presence } = this.page.session;
    const looked = this.watched;
    const sites = wallOrder(state, presence, this.#order, looked);
    const pages = Math.max(1, Math.ceil(sites.length / pageSize));
    this.#page = Math.max(0, Math.min(pages - 1, this.#page));
    const shown = sites.slice(this.#page * pageSize, (this.#page + 1) * pageSize);
    this.#wall.tiles = shown.map((site) => ({ ...this.#withLine(tileOf(state, presence, site, looked)), stream: this.streamOf(site), mark: this.markOf(site) }));
    setText(element("#page"), say("chair.page", { page: this.#page + 1, pages }));
    element("#back").disabled = this.#page === 0;
    element("#on").disabled = this.#page === pages - 1;
    for (const tab of document.querySelectorAll("[data-order]")) setAttribute(tab, "aria-pressed", String(tab.getAttribute("data-order") === this.#order));
    const more = this.besides().filter((site) => !shown.includes(site));
    this.#tell([...shown.slice(0, pageSize - more.length), ...more]);
  }

  /** The slot whose picture is this site's camera. @param {string} site */
  slotOf(site) {
    const slots = this.page.slots.video.filter((slot) => slot.site === site && slot.source === "camera");
    return slots.find(({ place }) => place === "tile") ?? slots[0] ?? null;
  }

  /** A picture that waits says so when it is this page's own line that has no room for it. @template {{site: string, why: string}} Tile @param {Tile} tile @returns {Tile} */
  #withLine(tile) {
    const slot = this.slotOf(tile.site);
    return slot && this.page.isHeld(slot) ? { ...tile, why: say("chair.picture.held") } : tile;
  }

  /** This site's picture, if there is one to show. @param {string} site @returns {MediaStream | null} */
  streamOf(site) {
    const { state, presence } = this.page.session;
    const { condition } = tileOf(state, presence, site, this.watched);
    const slot = this.slotOf(site);
    const hasPicture = condition !== "away" && condition !== "gone" && condition !== "no-picture";
    return slot && hasPicture && !this.page.isHeld(slot) && this.page.isShowing(slot) ? this.media.streams.video[slot.slot] : null;
  }

  /** Tells the server once what the wall shows, again after a new connection and to a server that was away: it may know nothing of it. @param {string[]} shown */
  #tell(shown) {
    const { line, lineSince } = this.page.session;
    const key = `${this.media.peer} ${lineSince} ${shown.join()}`;
    if (key === this.#viewed || this.media.peer === null || line !== "open") return;
    this.#viewed = key;
    const now = Date.now();
    this.#watchedSince = new Map(shown.map((site) => [site, this.#watchedSince.get(site) ?? now]));
    setTimeout(() => this.page.draw(), warming);
    this.page.session.view(shown).catch(() => {
      // Asked again with the next drawing.
      this.#viewed = "";
    });
  }

  /** @param {string} text */
  #find(text) {
    const { state, presence } = this.page.session;
    const sites = wallOrder(state, presence, this.#order, this.watched);
    const found = siteCalled(state, text);
    const index = found ? sites.indexOf(found) : -1;
    if (index < 0) return;
    this.#page = Math.floor(index / pageSize);
    element("#find").value = "";
    this.draw();
    this.#wall.focusOn(sites[index]);
  }
}

/** The site that a text means: its name, else the first that begins with it or has it in it. @param {import("../lib/conference.js").State} state @param {string} text */
export function siteCalled(state, text) {
  const wanted = plain(text.trim());
  if (!wanted) return null;
  const names = state.conference.sites.map(({ id }) => ({ id, name: plain(siteName(state, id, currentLanguage())) }));
  const found = names.find(({ name }) => name === wanted) ?? names.find(({ name }) => name.startsWith(wanted)) ?? names.find(({ name }) => name.includes(wanted));
  return found?.id ?? null;
}

/** Letters without their marks, so that "da nang" finds Đà Nẵng. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
