// @ts-check
// Icons of 24 units in two-unit strokes, drawn in the text's colour.

const paths = /** @type {Record<string, string>} */ ({
  camera: "M2 6h13v12H2zM15 11l7-4v10l-7-4",
  "camera-off": "M6 6H2v12h13v-3M10 6h5v5l7-4v10M3 3l18 18",
  check: "M4 12l6 6L20 6",
  expand: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  grip: "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01",
  hand: "M7 13V6M11 11V3M15 11V5M19 13V8M7 13l-3-2M19 13c0 5-2 8-6 8s-5-2-9-9",
  left: "M15 5l-7 7 7 7",
  line: "M4 20v-4M9 20v-8M14 20V8M19 20V4",
  "line-poor": "M4 20v-4M9 20v-6M14 4v6M14 14v.5M19 20h.01",
  ballot: "M4 11h16v10H4zM8 11V3h8v8M10 7l1.5 1.5L14 6",
  close: "M5 5l14 14M19 5L5 19",
  lock: "M4 11h16v10H4zM8 11V7a4 4 0 0 1 8 0v4",
  message: "M3 4h18v13H10l-5 4v-4H3z",
  more: "M5 12v.01M12 12v.01M19 12v.01",
  paper: "M5 2h9l5 5v15H5zM14 2v5h5",
  phone: "M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
  point: "M5 21V4h12l-3 4 3 4H5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
  mic: "M9 4h6v9H9zM5 11v2a7 7 0 0 0 14 0v-2M12 20v2",
  "mic-off": "M9 8v5h6v-2M15 8V3H9M5 11v2a7 7 0 0 0 11.5 5.4M19 11v3M12 20v2M3 3l18 18",
  people: "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2M16 3.5a4 4 0 0 1 0 7M22 21v-2a5 5 0 0 0-4-4.8",
  right: "M9 5l7 7-7 7",
  screen: "M3 4h18v12H3zM8 21h8M12 16v5M12 13V8M9.5 10.5L12 8l2.5 2.5",
  sound: "M3 9h4l5-5v16l-5-5H3zM16 8.5a5 5 0 0 1 0 7M19 5.5a9 9 0 0 1 0 13",
  "sound-off": "M3 9h4l5-5v16l-5-5H3zM16 9l6 6M22 9l-6 6",
  warn: "M12 3l10 18H2zM12 10v5M12 18v.01",
});

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  setIcon(svg, name);
  return svg;
}

/** @param {Element} svg @param {string} name */
export function setIcon(svg, name) {
  if (svg.getAttribute("data-drawn") === name) return;
  svg.setAttribute("data-drawn", name);
  svg.firstElementChild?.setAttribute("d", paths[name] ?? "");
}

/** Replaces each `<i data-icon="…">` by its drawing. @param {ParentNode} root */
export function drawIcons(root) {
  for (const place of root.querySelectorAll("i[data-icon]")) {
    const drawing = icon(place.getAttribute("data-icon") ?? "");
    const part = place.getAttribute("data-part");
    if (part) drawing.setAttribute("data-part", part);
    place.replaceWith(drawing);
  }
}
