// @ts-check
// Signing in: a name and a password, then the code; or a passkey, or the organisation's own sign-in.
import "../lib/account-words.js";
import "../components/language-switch.js";
import { setText, translate } from "../components/markup.js";
import { ask, canUsePasskeys, signInWithPasskey } from "../lib/accounts.js";
import { say } from "../lib/words.js";
import { busyWhile, element, tell } from "./account-form.js";

let ticket = "";

translate(document);
document.addEventListener("language", () => location.reload());
element("#passkey").hidden = !canUsePasskeys();
element("#name").focus();

/** @param {boolean} isCode */
function show(isCode) {
  element("#password").hidden = isCode;
  element("#others").hidden = isCode;
  element("#code").hidden = !isCode;
  setText(element("#trouble"), "");
  element(isCode ? "#figures" : "#name").focus();
}

element("#password").addEventListener("submit", (/** @type {SubmitEvent} */ event) => busyWhile(event, async () => {
  ({ ticket } = await ask("/account/api/sign-in/password", { name: element("#name").value, password: element("#secret").value }));
  show(true);
}));

element("#code").addEventListener("submit", (/** @type {SubmitEvent} */ event) => busyWhile(event, async () => {
  try {
    const { to } = await ask("/account/api/sign-in/code", { ticket, code: element("#figures").value });
    location.assign(to);
  } catch (error) {
    element("#figures").value = "";
    if (/** @type {any} */ (error).code === "startAgain") show(false);
    throw error;
  }
}));

element("#again").addEventListener("click", () => show(false));

element("#passkey").addEventListener("click", (/** @type {Event} */ event) => busyWhile(event, async () => {
  const { to } = await signInWithPasskey();
  location.assign(to);
}));

const failed = new URLSearchParams(location.search).get("failed");
if (failed) tell(say(`account.failed.${failed}`));
