// @ts-check
// What a hall says of its own line: the difference of two looks at its statistics, added up until it is sent. Pure.

/** @typedef {import("./statistics.js").SlotStatistics} SlotStatistics */
/** @typedef {{audio: SlotStatistics[], video: SlotStatistics[], sent: import("./statistics.js").Sent[], roundTrip: number | null}} Statistics */

/**
 * As docs/client-protocol.md has them: counts, and milliseconds.
 * @typedef {{seconds: number, packets: number, lost: number, freezes: number, frozen: number, heard: number, concealed: number, shown: number,
 *   frames: number, sent: number, limitedByLine: number, limitedByMachine: number, jitter: number, roundTrip: number, sentHeight: number, height: number}} Figures
 */

/**
 * One look.
 * @typedef {object} Look
 * @property {number} at milliseconds
 * @property {string | null} peer
 * @property {Statistics} statistics
 * @property {Record<number, string>} cameras whose camera is in each video slot
 */

/** Samples in a millisecond, as every browser plays Opus. */
const rate = 48;

/** @returns {Figures} */
export function noFigures() {
  return {
    seconds: 0, packets: 0, lost: 0, freezes: 0, frozen: 0, heard: 0, concealed: 0, shown: 0, frames: 0, sent: 0, limitedByLine: 0,
    limitedByMachine: 0, jitter: 0, roundTrip: 0, sentHeight: 0, height: 0,
  };
}

/**
 * What happened between two looks at the same connection, `seconds` not rounded; null where they cannot be compared.
 * @param {Look} before @param {Look} after @returns {Figures | null}
 */
export function figuresBetween(before, after) {
  const time = after.at - before.at;
  if (before.peer === null || before.peer !== after.peer || time <= 0) return null;
  const figures = { ...noFigures(), seconds: time / 1_000 };
  for (const kind of /** @type {const} */ (["audio", "video"])) {
    after.statistics[kind].forEach((slot, index) => addPackets(figures, before.statistics[kind][index], slot));
  }
  addPicture(figures, before, after, time);
  addSent(figures, before, after);
  figures.roundTrip = Math.round((after.statistics.roundTrip ?? 0) * 1_000);
  return figures;
}

/** @param {Figures} figures @param {SlotStatistics} before @param {SlotStatistics} after */
function addPackets(figures, before, after) {
  const packets = grown(before.packets, after.packets);
  if (packets === 0) return;
  figures.packets += packets;
  // A packet that comes after it was given up counts backwards.
  figures.lost += grown(before.lost, after.lost);
  figures.jitter = Math.max(figures.jitter, Math.round(after.jitter * 1_000));
  // A slot that nobody speaks in plays silence, and would hide what was made up in the others.
  const heard = grown(before.samples, after.samples) / rate;
  figures.heard += heard;
  figures.concealed += Math.min(heard, grown(before.invented, after.invented) / rate);
}

/**
 * The largest picture that stood in its slot from one look to the other, and the worst that happened to any: one that was replaced
 * stands still until the next one comes, which is no fault of the line, and a document stands still as long as its page does.
 * @param {Figures} figures @param {Look} before @param {Look} after @param {number} time
 */
function addPicture(figures, before, after, time) {
  const steady = after.statistics.video
    .map((slot, index) => ({ after: slot, before: before.statistics.video[index] }))
    .filter(({ after: { slot } }) => after.cameras[slot] !== undefined && after.cameras[slot] === before.cameras[slot]);
  for (const { before: old, after: slot } of steady) {
    // A picture that does not move for the whole time is counted by the browser when it moves again, or never.
    const stands = grown(old.framesDecoded, slot.framesDecoded) === 0 && slot.framesDecoded > 0;
    const frozen = stands ? time : Math.min(time, grown(old.frozen, slot.frozen) * 1_000);
    if (frozen > figures.frozen) Object.assign(figures, { frozen, freezes: Math.max(1, grown(old.freezes, slot.freezes)) });
  }
  const [largest] = steady.sort((left, right) => right.after.height - left.after.height);
  if (!largest || largest.after.height === 0) return;
  Object.assign(figures, { shown: time, height: largest.after.height, frames: grown(largest.before.framesDecoded, largest.after.framesDecoded) });
}

/** @param {Figures} figures @param {Look} before @param {Look} after */
function addSent(figures, before, after) {
  const limits = new Set();
  after.statistics.sent.forEach((layer, index) => {
    figures.sent += grown(before.statistics.sent[index]?.bytes ?? layer.bytes, layer.bytes) / 1_000;
    if (layer.source !== "camera" || !layer.active || layer.height === 0) return;
    figures.sentHeight = Math.max(figures.sentHeight, layer.height);
    limits.add(layer.limited);
  });
  if (limits.has("bandwidth")) figures.limitedByLine = figures.seconds;
  if (limits.has("cpu")) figures.limitedByMachine = figures.seconds;
}

/** @param {number} before @param {number} after */
function grown(before, after) {
  return Math.max(0, after - before);
}

/** Figures of one time after the other. @param {Figures} sum @param {Figures} more @returns {Figures} */
export function added(sum, more) {
  const both = noFigures();
  for (const key of /** @type {(keyof Figures)[]} */ (Object.keys(both))) both[key] = sum[key] + more[key];
  for (const key of /** @type {const} */ (["jitter", "roundTrip", "sentHeight"])) both[key] = Math.max(sum[key], more[key]);
  both.height = Math.min(sum.height || more.height, more.height || sum.height);
  return both;
}

/** Whole numbers, none of them more than the time allows; null for what is too short to be worth saying. @param {Figures} figures @returns {Figures | null} */
export function sayable(figures) {
  const seconds = Math.round(figures.seconds);
  if (seconds < 1 || seconds > 60) return null;
  const whole = noFigures();
  for (const key of /** @type {(keyof Figures)[]} */ (Object.keys(whole))) whole[key] = Math.round(figures[key]);
  for (const key of /** @type {const} */ (["frozen", "shown"])) whole[key] = Math.min(whole[key], seconds * 1_000);
  for (const key of /** @type {const} */ (["limitedByLine", "limitedByMachine"])) whole[key] = Math.min(whole[key], seconds);
  return { ...whole, seconds, freezes: Math.min(whole.freezes, seconds * 10), concealed: Math.min(whole.concealed, whole.heard) };
}
