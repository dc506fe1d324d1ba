// @ts-check
// Pages whose words come from the server: switching the language asks it for them again.
import "../components/language-switch.js";
import { dayInWords } from "../lib/words.js";

for (const time of document.querySelectorAll("time[datetime]")) time.textContent = dayInWords(/** @type {HTMLTimeElement} */ (time).dateTime);
document.addEventListener("language", () => location.reload());
