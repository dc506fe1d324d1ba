// @ts-check
// Pages whose words come from the server: switching the language asks it for them again.
import "../components/language-switch.js";

document.addEventListener("language", () => location.reload());
