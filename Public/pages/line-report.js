// @ts-check
// A hall says every ten seconds how its line was, and once more when it goes.

import { added, figuresBetween, noFigures, sayable } from "../lib/report.js";

/** Milliseconds between two looks; every other one is followed by a report. */
const looks = 5_000;

/** @param {import("./page.js").Page} page @param {import("../lib/media.js").Media} media */
export function reportLine(page, media) {
  let sum = noFigures();
  /** @type {import("../lib/report.js").Look | null} */
  let last = null;

  async function look() {
    const statistics = await media.statistics().catch(() => null);
    if (!statistics) return;
    const now = { at: performance.now(), peer: media.state === "connected" ? media.peer : null, statistics, cameras: camerasOf(page.slots.video) };
    const figures = last && figuresBetween(last, now);
    last = now;
    if (figures) sum = added(sum, figures);
    if (sum.seconds >= 1.5 * looks / 1_000) say(false);
  }

  /** @param {boolean} isLast */
  function say(isLast) {
    const figures = sayable(sum);
    sum = noFigures();
    if (figures) page.session.report(figures, isLast);
  }

  setInterval(look, looks);
  addEventListener("pagehide", () => say(true));
}

/** @param {import("../lib/session.js").Slots["video"]} slots */
function camerasOf(slots) {
  return Object.fromEntries(slots.filter(({ source }) => source === "camera").map(({ slot, site }) => [slot, site]));
}
