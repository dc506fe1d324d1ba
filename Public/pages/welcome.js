// @ts-check
// The page of an invitation: its bearer chooses how to sign in from now on.
import "../lib/account-words.js";
import "../components/language-switch.js";
import { translate } from "../components/markup.js";
import { tell, wordsOf } from "./account-form.js";
import { offerPasskey, offerPassword } from "./enrolment.js";

translate(document);
document.addEventListener("language", () => location.reload());
const goOn = (/** @type {string} */ to) => location.assign(to);
offerPasskey(goOn);
offerPassword(goOn).catch((error) => tell(wordsOf(error)));
