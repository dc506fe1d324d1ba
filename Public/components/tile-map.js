// @ts-check
import { make, setAttribute, setMeasure } from "./markup.js";
import { say } from "../lib/words.js";

/** Small groups of islands: each a few dots, drawn in the colour of the unit they belong to. */
const dots = [[6, 5, 1.5], [13, 3, 1.5], [11, 10, 2], [19, 8, 2], [26, 5, 1.5], [17, 15, 1.5], [25, 13, 2], [31, 10, 1.5]];

/**
 * The country, one equal tile a province. Properties `map` (one of Public/data/tilemap.json) and `provinces` (by code: `state`, `name`, `site`).
 * Emits `site` with `detail.site` when a tile is pressed.
 */
export class TileMap extends HTMLElement {
  /** @type {Map<string, Element[]>} */
  #tiles = new Map();

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const site = /** @type {Element} */ (event.target).closest("[data-site]")?.getAttribute("data-site");
      if (site) this.dispatchEvent(new CustomEvent("site", { bubbles: true, detail: { site } }));
    });
  }

  /** @param {{units: Record<string, {name: string, col: number, row: number}>, islands: {name: string, short: string, unit: string, col: number, row: number}[]}} map */
  set map({ units, islands }) {
    this.replaceChildren();
    this.#tiles.clear();
    for (const [code, unit] of Object.entries(units)) {
      const tile = this.#place(make("span", undefined, "tile"), unit.col, unit.row);
      tile.append(make("span", unit.name, "visually-hidden"));
      tile.setAttribute("title", unit.name);
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
    }
    const list = Object.values(provinces);
    const of = (/** @type {string} */ state) => list.filter((province) => province.state === state).map((province) => province.name);
    // One sentence says to a screen reader what the colours say: what is wrong, by name.
    this.setAttribute("role", "img");
    const troubles = ["away", "poor"].flatMap((state) => of(state).length ? [`${say(`chair.map.${state}`)}: ${of(state).join(", ")}`] : []);
    this.setAttribute("aria-label", [`${say("chair.map.ok")}: ${of("ok").length + of("floor").length}`, ...troubles].join(". "));
  }
}

/** @param {number[][]} points */
function archipelago(points) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 36 20");
  svg.setAttribute("aria-hidden", "true");
  for (const [x, y, radius] of points) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("cx", String(x));
    dot.setAttribute("cy", String(y));
    dot.setAttribute("r", String(radius));
    svg.append(dot);
  }
  return svg;
}

customElements.define("tile-map", TileMap);
