// @ts-check
// A live page's connection, begun by a script of its own that waits neither for the page nor for its other modules.

import { Media, slotCounts } from "../lib/media.js";
import { Relays } from "../lib/relays.js";

const { base = "", role, slots: kind, relays } = document.documentElement.dataset;

/** A hall sends everything, an interpreter a voice, everybody else nothing. */
const sends = role === "operator" ? true : role === "interpreter" ? "microphone" : false;

export const media = new Media(base, {
  slots: slotCounts[/** @type {keyof typeof slotCounts} */ (kind)], sends, relays: new Relays(base, relays),
});
