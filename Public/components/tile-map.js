// @ts-check
import { archipelago, dots } from "./archipelago.js";
import { make, setAttribute, setMeasure } from "./markup.js";
import { say } from "../lib/words.js";

/**
 * The country, one equal tile a province. Properties `map` (one of Public/data/tilemap.json) and `provinces` (by code: `state`, `name`, `site`).
 * Emits `site` with `detail.site` when a tile is pressed.
 */
export class TileMap extends HTMLElement {
  /** @type {Map<string, HTMLElement[]>} */
  #tiles = new Map();
  /** Whether the tiles are buttons, one of them in the order of Tab; else the map is a picture whose twin is elsewhere on the page. */
  isReachable = false;

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const site = /** @type {Element} */ (event.target).closest("[data-site]")?.getAttribute("data-site");
      if (site) this.dispatchEvent(new CustomEvent("site", { bubbles: true, detail: { site } }));
    });
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {{units: Record<string, {name: string, col: number, row: number}>, islands: {name: string, short: string, unit: string, col: number, row: number}[]}} map */
  set map({ units, islands }) {
    this.replaceChildren();
    this.#tiles.clear();
    for (const [code, unit] of Object.entries(units)) {
      const tile = this.#place(make(this.isReachable ? "button" : "span", undefined, "tile"), unit.col, unit.row);
      tile.append(make("span", unit.name, "visually-hidden"));
      tile.setAttribute("title", unit.name);
      if (this.isReachable) setAttribute(tile, "type", "button");
      this.#tiles.set(code, [tile]);
    }
    for (const group of islands) {
      const mark = this.#place(make("span", undefined, "islands"), group.col, group.row);
      mark.append(archipelago(group.short === "Hoàng Sa" ? dots.slice(0, 5) : dots), make("span", group.short));
      mark.setAttribute("title", group.name);
      this.#tiles.get(group.unit)?.push(mark);
    }
  }

  /** @param {HTMLElement} element @param {number} column @param {number} row */
  #place(element, column, row) {
    setMeasure(element, "--c", column);
    setMeasure(element, "--r", row);
    this.append(element);
    return element;
  }

  /** @param {Record<string, {state: string, name: string, site: string}>} provinces */
  set provinces(provinces) {
    for (const [code, elements] of this.#tiles) {
      const province = provinces[code];
      const state = province?.state ?? "none";
      for (const element of elements) setAttribute(element, "data-state", state);
      const [tile] = elements;
      setAttribute(tile, "data-site", province?.site ?? null);
      if (province) setAttribute(tile, "title", `${province.name}: ${say(`chair.map.${state}`)}`);
      if (province && this.isReachable) setAttribute(tile, "aria-label", `${province.name}: ${say(`chair.map.${state}`)}`);
      if (this.isReachable) /** @type {HTMLButtonElement} */ (tile).disabled = !province;
    }
    this.#order();
    const list = Object.values(provinces);
    const of = (/** @type {string} */ state) => list.filter((province) => province.state === state).map((province) => province.name);
    // One sentence says to a screen reader what the colours say: what is wrong, by name.
    this.setAttribute("role", this.isReachable ? "group" : "img");
    const troubles = ["away", "poor"].flatMap((state) => of(state).length ? [`${say(`chair.map.${state}`)}: ${of(state).join(", ")}`] : []);
    this.setAttribute("aria-label", [`${say("chair.map.ok")}: ${of("ok").length + of("floor").length}`, ...troubles].join(". "));
  }

  /** The tiles that can be pressed. */
  get #buttons() {
    return [...this.#tiles.values()].map(([tile]) => tile).filter((tile) => tile.hasAttribute("data-site"));
  }

  /** One tile is in the order of Tab: that which had the focus last, else the first. @param {HTMLElement} [chosen] */
  #order(chosen) {
    if (!this.isReachable) return;
    const buttons = this.#buttons;
    const reached = chosen ?? buttons.find((tile) => tile.tabIndex === 0 && tile.hasAttribute("tabindex")) ?? buttons[0];
    for (const tile of buttons) setAttribute(tile, "tabindex", tile === reached ? "0" : "-1");
  }

  /** Arrows go to the neighbour. @param {KeyboardEvent} event */
  #key(event) {
    const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!direction || !this.isReachable || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const from = /** @type {Element} */ (event.target).getBoundingClientRect();
    const [next] = this.#buttons.flatMap((tile) => {
      const far = distance(from, tile.getBoundingClientRect(), direction);
      return far === null ? [] : [{ tile, far }];
    }).sort((left, right) => left.far - right.far);
    if (!next) return;
    this.#order(next.tile);
    next.tile.focus();
  }
}

/** How far `to` is in a direction, or nothing where it lies elsewhere; what is straight ahead is nearer. @param {DOMRect} from @param {DOMRect} to @param {number[]} direction */
function distance(from, to, [right, down]) {
  const across = to.x - from.x, along = to.y - from.y;
  const ahead = across * right + along * down, aside = Math.abs(across * down) + Math.abs(along * right);
  return ahead > 1 ? ahead + 3 * aside : null;
}

customElements.define("tile-map", TileMap);
