// @ts-check
// The test of a site's line: its own picture and sound go to the server and come back for five seconds, and are counted both ways. A calm picture
// needs little of a line, so a shared page that never rests goes with it: together they are what a hall sends and receives at most.

import { pause } from "./events.js";
import { Media } from "./media.js";

/** @typedef {import("./verdict.js").LineMeasure} LineMeasure */
/** @typedef {Awaited<ReturnType<Media["statistics"]>>} Statistics */
/** What the site sent, as it comes back from the server. @typedef {{picture: MediaStream | null, sound: MediaStream | null}} Returned */
/**
 * `measured` has a line; `blocked` and `down` have none: no media gets through to the addresses, or the server gives none.
 * @typedef {{verdict: "measured" | "blocked" | "down" | "unsupported", line: LineMeasure | null, addresses: string[]}} LineTest
 */

/** UDP that is open answers within a second; eight are for a slow hall. */
const patience = 8_000;
/** Both ends feel their way up to what the line carries; what comes after is sustained. */
const warmUp = 5_000;
const length = 5_000;
/** How long a test of a good line takes, in milliseconds. */
export const testDuration = warmUp + length + 1_000;

/**
 * @param {string} base the session's path
 * @param {{camera: MediaStreamTrack | null, microphone: MediaStreamTrack | null, load: MediaStreamTrack | null}} tracks `load` is work for the line beside them
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {import("./relays.js").Relays} options.relays
 * @param {(returned: Returned | null) => void} options.onReturned is given what comes back, and nothing when it ends
 * @param {() => boolean} options.isHeldBack whether the server says that the line has no room for the picture
 * @returns {Promise<LineTest>}
 */
export async function testLine(base, tracks, { signal, relays, onReturned, isHeldBack }) {
  if (typeof RTCPeerConnection === "undefined") return { verdict: "unsupported", line: null, addresses: [] };
  const media = new Media(base, { slots: { audio: 1, video: 2 }, sends: true, isTest: true, relays });
  try {
    media.send("camera", tracks.camera);
    media.send("microphone", tracks.microphone);
    media.send("presentation", tracks.load);
    const isConnected = await settled(media, signal);
    const addresses = media.addresses.map(({ address, port }) => `${address}:${port}`);
    if (!isConnected) return { verdict: addresses.length ? "blocked" : "down", line: null, addresses };
    onReturned({ picture: media.streams.video[0], sound: media.streams.audio[0] });
    await pause(warmUp, signal);
    const before = await media.statistics(), began = performance.now();
    await pause(length, signal);
    const after = await media.statistics(), seconds = (performance.now() - began) / 1_000;
    // A line that died meanwhile begins a new connection, whose counts are another's.
    if (media.state !== "connected") return { verdict: "blocked", line: null, addresses };
    return { verdict: "measured", line: measured(before, after, seconds, isHeldBack()), addresses };
  } finally {
    onReturned(null);
    media.close();
  }
}

/**
 * What two looks at a connection come to.
 * @param {Statistics} before @param {Statistics} after @param {number} seconds between the two
 * @param {boolean} isHeldBack whether the server held the picture back
 * @returns {LineMeasure}
 */
export function measured(before, after, seconds, isHeldBack) {
  const grown = (/** @type {(statistics: Statistics) => number} */ of) => Math.max(0, of(after) - of(before));
  const sum = (/** @type {any[]} */ entries, /** @type {string} */ name) => entries.reduce((total, entry) => total + entry[name], 0);
  const sent = grown(({ sent }) => sum(sent, "packets"));
  // What was sent again for the server had been lost too, and the server no longer counts it.
  const missed = Math.max(grown(({ sent }) => sum(sent, "lost")), grown(({ sent }) => sum(sent, "again")));
  const came = grown(({ audio, video }) => sum([...audio, ...video], "packets")), lost = grown(({ audio, video }) => sum([...audio, ...video], "lost"));
  const frames = grown(({ video }) => sum(video, "framesDecoded"));
  const kilobits = (/** @type {number} */ bytes) => Math.round(bytes * 8 / 1_000 / seconds);
  const lossUp = share(missed, sent);
  const { through, roundTrip } = after;
  return {
    way: through === "relay" ? "relay" : through === "tcp" ? "tcp" : "udp",
    roundTrip: Math.min(60_000, Math.max(1, Math.round((roundTrip ?? 0) * 1_000))),
    lossUp, lossDown: share(lost, came + lost),
    up: Math.round(kilobits(grown(({ sent }) => sum(sent, "bytes"))) * (1 - lossUp / 1_000)),
    down: kilobits(grown(({ audio, video }) => sum([...audio, ...video], "bytes"))),
    // A picture that did not come back at all had no room either.
    isHeldBack: isHeldBack || frames === 0 || after.sent.some(({ active, limited }) => active && limited === "bandwidth"),
  };
}

/** In thousandths. @param {number} part @param {number} whole */
function share(part, whole) {
  return whole > 0 ? Math.min(1_000, Math.round(part / whole * 1_000)) : 0;
}

/** @param {Media} media @param {AbortSignal} signal @returns {Promise<boolean>} */
function settled(media, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    const done = (/** @type {boolean} */ isConnected) => { clearTimeout(timer); resolve(isConnected); };
    media.addEventListener("state", () => {
      if (media.state === "connected") done(true);
      if (media.state === "refused") done(false);
    });
    signal.addEventListener("abort", () => done(false), { once: true });
  });
}
