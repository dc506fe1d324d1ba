// @ts-check
import { setAttribute } from "./markup.js";

const [width, height, left, right, top, bottom] = [352, 150, 8, 8, 18, 22];

/**
 * A small line over time. Property `chart`: `label` for those who do not see it, and `points` in their order, each with `at` (milliseconds), `low`,
 * `high`, `words`, `when` and whether sources differ.
 */
export class FigureChart extends HTMLElement {
  /** @param {{label: string, points: {at: number, low: number, high: number, words: string, when: string, differs: boolean}[]}} chart */
  set chart({ label, points }) {
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
    const times = points.map(({ at }) => at), values = points.flatMap(({ low, high }) => [low, high]);
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const x = (/** @type {number} */ at) => last === first ? width / 2 : left + 16 + (at - first) / (last - first) * (width - left - right - 32);
    const y = (/** @type {number} */ value) => most === least ? height / 2 : height - bottom - 8 - (value - least) / (most - least) * (height - top - bottom - 16);
    svg.append(draw("path", { class: "axis", d: `M${left} ${height - bottom}H${width - right}` }));
    const line = points.map(({ at, low, high }, index) => `${index ? "L" : "M"}${x(at).toFixed(1)} ${y((low + high) / 2).toFixed(1)}`).join("");
    svg.append(draw("path", { d: line }));
    points.forEach((point, index) => {
      const middle = y((point.low + point.high) / 2);
      if (point.high > point.low) svg.append(draw("path", { class: "span", d: `M${x(point.at).toFixed(1)} ${y(point.low).toFixed(1)}V${y(point.high).toFixed(1)}` }));
      const dot = draw("circle", { cx: x(point.at).toFixed(1), cy: middle.toFixed(1), r: "4" });
      if (point.differs) setAttribute(dot, "data-differs", "");
      svg.append(dot);
      // The ends say their values and their times; the rest is in the table beside.
      if (index !== 0 && index !== points.length - 1) return;
      const anchor = points.length === 1 ? "middle" : index === 0 ? "start" : "end";
      const edge = points.length === 1 ? x(point.at) : index === 0 ? left : width - right;
      svg.append(text(point.words, edge, Math.max(12, middle - 10), anchor), text(point.when, edge, height - 6, anchor));
    });
    this.replaceChildren(svg);
  }
}

/** @param {string} words @param {number} x @param {number} y @param {string} anchor */
function text(words, x, y, anchor) {
  const made = draw("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor });
  made.textContent = words;
  return made;
}

/** @param {string} name @param {Record<string, string>} attributes */
function draw(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

customElements.define("figure-chart", FigureChart);
