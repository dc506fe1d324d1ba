// @ts-check
// The administration: four parts of one page, the present one in the address.
import "../lib/account-words.js";
import "../components/language-switch.js";
import { translate } from "../components/markup.js";
import { tell, wordsOf, element } from "./account-form.js";
import { openAccounts } from "./admin-accounts.js";
import { openAudit } from "./admin-audit.js";
import { openLinks, openPasses } from "./admin-links.js";

/** @type {Record<string, () => Promise<void>>} */
const parts = { accounts: openAccounts, links: openLinks, passes: openPasses, audit: openAudit };

function show() {
  const name = location.hash.slice(1) in parts ? location.hash.slice(1) : "accounts";
  for (const part of Object.keys(parts)) element(`#part-${part}`).hidden = part !== name;
  for (const link of document.querySelectorAll(".tabs a")) {
    if (link.getAttribute("href") === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  tell("");
  tell("", "#said");
  parts[name]().catch((error) => tell(wordsOf(error)));
}

translate(document);
document.addEventListener("language", () => location.reload());
window.addEventListener("hashchange", show);
show();
