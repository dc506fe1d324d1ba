// @ts-check
// How a way of signing in is set up, on the page of an invitation and on one's own.
import { ask, canUsePasskeys, clientInWords, makePasskey } from "../lib/accounts.js";
import { say } from "../lib/words.js";
import { busyWhile, element, tell } from "./account-form.js";

/** The form with the new password and the picture to scan. @param {(to: string) => void} done @param {string} [place] */
export async function offerPassword(done, place) {
  const { ticket, secret, picture } = await ask("/account/api/enrol/code", {});
  element("#picture").src = picture;
  element("#picture").alt = say("account.code.picture");
  element("#typed").textContent = secret.replace(/(.{4})(?=.)/g, "$1 ");
  element("#password").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    if (element("#new-password").value !== element("#repeated").value) return tell(say("account.password.differ"), place);
    return busyWhile(event, async () => {
      const { to } = await ask("/account/api/enrol/password", { password: element("#new-password").value, ticket, code: element("#figures").value });
      done(to);
    }, place);
  });
}

/** The form with the name of a new passkey. @param {(to: string) => void} done @param {string} [place] */
export function offerPasskey(done, place) {
  element("#with-passkey").hidden = !canUsePasskeys();
  element("#label").value = clientInWords(navigator.userAgent);
  element("#passkey").addEventListener("submit", (/** @type {SubmitEvent} */ event) => busyWhile(event, async () => {
    const { to } = await makePasskey(element("#label").value);
    done(to);
  }, place));
}
