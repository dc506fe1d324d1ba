// @ts-check
// The join page's question to the network: does media get through? A connection with one audio slot, ended as soon as it answers.

import { Media } from "./media.js";

/** UDP that is open answers within a second; six are for a slow hall. */
const patience = 6_000;

/**
 * @param {string} base the session's path
 * @param {AbortSignal} signal
 * @param {import("./relays.js").Relays} relays
 * @returns {Promise<{verdict: "passed" | "detour" | "relayed" | "blocked" | "down" | "unsupported", milliseconds: number, addresses: string[]}>}
 * a `detour` is TCP, where the network lets no UDP through; `relayed` is a server between, where it does not let through even that
 */
export async function probe(base, signal, relays) {
  if (typeof RTCPeerConnection === "undefined") return { verdict: "unsupported", milliseconds: 0, addresses: [] };
  const media = new Media(base, { slots: { audio: 1, video: 0 }, sends: false, relays });
  try {
    const connected = await settled(media, signal);
    const addresses = media.addresses.map(({ address, port }) => `${address}:${port}`);
    if (!connected) return { verdict: media.addresses.length ? "blocked" : "down", milliseconds: 0, addresses };
    const { roundTrip, through } = await media.statistics();
    return { verdict: through === "relay" ? "relayed" : through === "tcp" ? "detour" : "passed", milliseconds: Math.max(1, Math.round((roundTrip ?? 0) * 1000)), addresses };
  } finally {
    media.close();
  }
}

/** @param {Media} media @param {AbortSignal} signal @returns {Promise<boolean>} */
function settled(media, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    const done = (/** @type {boolean} */ connected) => { clearTimeout(timer); resolve(connected); };
    media.addEventListener("state", () => {
      if (media.state === "connected") done(true);
      if (media.state === "refused") done(false);
    });
    signal.addEventListener("abort", () => done(false), { once: true });
  });
}
