// @ts-check
// What the forms of accounts share: one thing at a time, and its failure in words.
import { setText } from "../components/markup.js";
import { Refusal } from "../lib/commands.js";
import { say } from "../lib/words.js";

/** @param {string} selector @returns {any} */
export const element = (selector) => document.querySelector(selector);

/** Says something in the page's place for troubles. @param {string} words @param {string} [place] */
export function tell(words, place = "#trouble") {
  setText(element(place), words);
}

/** @param {unknown} error */
export function wordsOf(error) {
  if (error instanceof Refusal) return error.message || say(error.code === "noLine" ? "account.noLine" : "account.failed");
  // The browser says no more than that, so that a page does not learn which keys there are.
  if (error instanceof DOMException) return say("account.passkey.none");
  return say("account.failed");
}

/**
 * Does what the button or the form asks for, which cannot be asked for a second time meanwhile.
 * @param {Event} event @param {() => Promise<void>} work @param {string} [place] where a failure is told
 */
export async function busyWhile(event, work, place = "#trouble") {
  event.preventDefault();
  const target = /** @type {HTMLElement} */ (event.currentTarget);
  const button = /** @type {HTMLButtonElement} */ (target.matches("form") ? target.querySelector("button:not([type=button])") : target);
  button.disabled = true;
  tell("", place);
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal && error.code === "notSignedIn") location.assign("/sign-in");
    tell(wordsOf(error), place);
  } finally {
    button.disabled = false;
  }
}
