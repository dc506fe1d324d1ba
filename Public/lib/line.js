// @ts-check
// How a site's line is, in plain words. Pure.

import { say } from "./words.js";

/**
 * What is known of a site; a way that is not named is good.
 * @typedef {{connected: boolean, camera: boolean, microphone: boolean, down?: "weak" | "veryWeak", up?: "weak" | "veryWeak"}} Presence
 */

/**
 * The worse way of a line; null for a good one. Of two that are alike the way up: it is what everybody else suffers from.
 * @param {Presence | undefined} here
 * @returns {{way: "up" | "down", grade: "weak" | "veryWeak"} | null}
 */
export function weaknessOf(here) {
  const { up, down } = here ?? {};
  if (up && (up === "veryWeak" || down !== "veryWeak")) return { way: "up", grade: up };
  return down ? { way: "down", grade: down } : null;
}

/** What a weak line does, to whoever can help; empty for a good one. @param {Presence | undefined} here */
export function lineTrouble(here) {
  const weakness = weaknessOf(here);
  return weakness ? say(`line.trouble.${weakness.way}.${weakness.grade}`) : "";
}

/** The same to those who sit at its end. @param {Presence | undefined} here */
export function lineAdvice(here) {
  const weakness = weaknessOf(here);
  return weakness ? say(`line.own.${weakness.way}.${weakness.grade}`) : "";
}
