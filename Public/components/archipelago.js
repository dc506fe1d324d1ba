// @ts-check

/** Small groups of islands: each a few dots, drawn in the colour of the unit they belong to. */
export const dots = [[6, 5, 1.5], [13, 3, 1.5], [11, 10, 2], [19, 8, 2], [26, 5, 1.5], [17, 15, 1.5], [25, 13, 2], [31, 10, 1.5]];

/** @param {number[][]} points */
export function archipelago(points) {
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
