// @ts-check
// How the halls' lines were, in plain words and as tables. Pure.

import { siteName } from "./conference.js";
import { currentLanguage, duration, number, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./report.js").Figures} Figures */
/** @typedef {{minute: number, figures: Figures}} Minute since 1970, as the server keeps them */
/** @typedef {{figures: Figures, worst?: Minute | null, frozenMinutes: number}} Total */

/** What is lost of a hundred, from which a line is called weak. */
const weak = 3;

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return part > 0 && whole > 0 ? Math.max(0.1, 100 * part / whole) : 0;
}

/** @param {Figures} figures */
const lostOf = ({ lost, packets }) => percent(lost, packets + lost);
/** @param {Figures} figures */
const concealedOf = ({ concealed, heard }) => percent(concealed, heard);

/** How much was spoilt, as the server reckons it. @param {Figures} figures */
function harmOf({ frozen, concealed, packets, lost, seconds }) {
  return frozen + concealed + (packets + lost > 0 ? 1_000 * seconds * lost / (packets + lost) : 0);
}

/** The last minute of a hall. @param {Figures | null | undefined} figures */
export function lastMinute(figures) {
  if (!figures) return say("lines.last.none");
  const lost = lostOf(figures), concealed = concealedOf(figures);
  const parts = [
    figures.shown === 0 ? say("lines.picture.none")
      : say("lines.picture", { height: figures.height, rate: number(1_000 * figures.frames / figures.shown) }),
    figures.freezes ? say("lines.still", { count: figures.freezes, span: span(Math.max(1, figures.frozen / 1_000)) }) : figures.shown ? say("lines.still.none") : "",
    lost ? say("lines.lost.some", { percent: number(lost, 1) }) : say("lines.lost.none"),
    concealed >= 0.5 ? say("lines.sound.some", { percent: number(concealed, 1) }) : "",
    figures.roundTrip ? say("lines.trip", { milliseconds: figures.roundTrip }) : "",
    figures.sentHeight ? say("lines.sends", { height: figures.sentHeight, rate: number(8 * figures.sent / figures.seconds) }) : "",
    2 * figures.limitedByLine > figures.seconds ? say("lines.limited.line") : "",
    2 * figures.limitedByMachine > figures.seconds ? say("lines.limited.machine") : "",
  ];
  return say("lines.last", { words: parts.filter(Boolean).join(", ") });
}

/** @param {Figures} figures */
function cellsOf(figures) {
  const lost = lostOf(figures), concealed = concealedOf(figures);
  return [
    figures.freezes ? number(figures.freezes) : "", figures.frozen ? duration(figures.frozen / 1_000) : "",
    lost ? `${number(lost, 1)} %` : "", concealed >= 0.1 ? `${number(concealed, 1)} %` : "",
  ];
}

const columns = () => ["freezes", "frozen", "lost", "concealed"].map((column) => say(`lines.${column}`));

/** @param {Figures} figures */
function isAmiss(figures) {
  return figures.freezes > 0 || lostOf(figures) >= weak;
}

/** @param {number} minute */
const timeOf = (minute) => timeOfDay(60_000 * minute);

/**
 * All halls that said anything, the worst first.
 * @param {import("./conference.js").State} state @param {Record<string, Total>} sites
 * @returns {import("./tables.js").Table}
 */
export function linesTable(state, sites) {
  const known = state.conference.sites.flatMap(({ id }) => sites[id] ? [{ id, ...sites[id] }] : []);
  return {
    columns: [say("lines.site"), ...columns(), say("lines.worst"), say("lines.time")],
    rows: known.sort((left, right) => harmOf(right.figures) - harmOf(left.figures)).map(({ id, figures, worst }) => ({
      id, isAmiss: isAmiss(figures),
      cells: [siteName(state, id, currentLanguage()), ...cellsOf(figures), worst ? timeOf(worst.minute) : "", duration(figures.seconds)],
    })),
  };
}

/** The minutes of one hall in which something was wrong, the last first. @param {Minute[]} minutes @returns {import("./tables.js").Table} */
export function minutesTable(minutes) {
  return {
    columns: [say("lines.minute"), ...columns()],
    rows: minutes.toReversed().map(({ minute, figures }) => ({ id: String(minute), isAmiss: isAmiss(figures), cells: [timeOf(minute), ...cellsOf(figures)] })),
  };
}
