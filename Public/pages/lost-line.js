// @ts-check
// Says in a page's head that its line is lost, once that has lasted longer than a moment.
import { setText } from "../components/markup.js";
import { say } from "../lib/words.js";

const moment = 3_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {HTMLElement} place @param {boolean} isOpen @param {string} words their key */
export function sayLine(place, isOpen, words) {
  if (isOpen) {
    clearTimeout(waiting);
    waiting = undefined;
    place.hidden = true;
    return;
  }
  waiting ??= setTimeout(() => {
    setText(place, say(words));
    place.hidden = false;
  }, moment);
}
