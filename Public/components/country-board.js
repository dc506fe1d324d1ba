// @ts-check
import { archipelago, dots } from "./archipelago.js";
import { make, setAttribute, setMeasure } from "./markup.js";

const signs = /** @type {Record<string, string>} */ ({ overdue: "×", due: "!" });

/**
 * The country, one equal tile a province, each a link with its count. Property `board`: a map of Public/data/tilemap.json, and by code what
 * each tile says (`state`, `count`, `label`, `href`, `isChosen`).
 */
export class CountryBoard extends HTMLElement {
  /** @param {{map: any, provinces: Record<string, {state: string, count: string, label: string, href: string, isChosen: boolean}>}} board */
  set board({ map, provinces }) {
    this.replaceChildren();
    this.toggleAttribute("data-many", Object.keys(map.units).length > 40);
    for (const [code, unit] of Object.entries(map.units)) {
      const province = provinces[code];
      const tile = /** @type {HTMLAnchorElement} */ (make("a", undefined, "tile"));
      setMeasure(tile, "--c", unit.col);
      setMeasure(tile, "--r", unit.row);
      setAttribute(tile, "data-state", province?.state ?? "none");
      setAttribute(tile, "data-code", code);
      tile.title = unit.name;
      tile.append(make("b", unit.short), make("i", initials(unit.short)));
      if (province) {
        tile.href = province.href;
        setAttribute(tile, "aria-label", province.label);
        if (province.isChosen) setAttribute(tile, "aria-current", "true");
        tile.append(make("span", province.count), make("span", signs[province.state] ?? "", "sign"));
      }
      this.append(tile);
    }
    for (const group of map.islands) {
      const mark = make("span", undefined, "islands");
      setMeasure(mark, "--c", group.col);
      setMeasure(mark, "--r", group.row);
      setAttribute(mark, "data-state", provinces[group.unit]?.state ?? "none");
      mark.title = group.name;
      mark.append(archipelago(group.short === "Hoàng Sa" ? dots.slice(0, 5) : dots), make("span", group.short));
      this.append(mark);
    }
  }
}

/** @param {string} name */
function initials(name) {
  return name.split(/[ .-]+/).filter(Boolean).map((word) => word[0]).join("");
}

customElements.define("country-board", CountryBoard);
