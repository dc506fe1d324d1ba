// @ts-check
// The links into conferences and the passes to the desk: whose they are, and the end of them.
import { make } from "../components/markup.js";
import { ask } from "../lib/accounts.js";
import { inLanguage } from "../lib/conference.js";
import { currentLanguage, momentInWords, say } from "../lib/words.js";
import { element, tell, wordsOf } from "./account-form.js";
import { act, fillTable, pair, row } from "./admin-table.js";

/** @param {boolean} isRevoked @param {boolean} isUsed */
const state = (isRevoked, isUsed) => make(
  "span", say(isRevoked ? "admin.revoked" : isUsed ? "admin.used" : "admin.unused"), isRevoked ? "state danger" : isUsed ? "state" : "state plain");

export async function openLinks() {
  const chooser = element("#links-of");
  if (chooser.options.length === 0) {
    const conferences = await ask("/admin/api/conferences");
    chooser.append(new Option(say("admin.links.all"), ""), ...conferences.map(
      (/** @type {any} */ one) => new Option(inLanguage(one.title, currentLanguage()), one.id)));
    chooser.addEventListener("change", () => openLinks().catch((error) => tell(wordsOf(error))));
  }
  const wanted = chooser.value ? `?conference=${encodeURIComponent(chooser.value)}` : "";
  const links = await ask(`/admin/api/links${wanted}`);
  fillTable("#links", links.map((/** @type {any} */ { link, title, place, account }) => {
    const where = place ? inLanguage(place, currentLanguage()) : link.site ?? link.delegate ?? link.channel ?? "";
    const who = [say(`account.role.${link.role}`), where].filter(Boolean).join(", ");
    const acts = make("div", undefined, "acts");
    if (!link.isRevoked) {
      acts.append(act(say("admin.revoke"), who, async () => {
        await ask(`/admin/api/links/${link.id}/revoke`, {});
        tell(say("admin.link.revoked", { who }), "#said");
        await openLinks();
      }, "button quiet danger"));
    }
    const conference = title ? inLanguage(title, currentLanguage()) : say("account.followUp");
    return row([pair(who, account ?? ""), conference, state(link.isRevoked, link.isUsed), momentInWords(link.expires), acts]);
  }));
}

export async function openPasses() {
  const passes = await ask("/admin/api/passes");
  fillTable("#passes", passes.map((/** @type {any} */ pass) => {
    const acts = make("div", undefined, "acts");
    if (!pass.isRevoked) {
      acts.append(act(say("admin.revoke"), pass.name, async () => {
        await ask(`/admin/api/passes/${encodeURIComponent(pass.id)}/revoke`, {});
        tell(say("admin.pass.revoked", { who: pass.name }), "#said");
        await openPasses();
      }, "button quiet danger"));
    }
    return row([make("strong", pass.name), make("code", pass.id), state(pass.isRevoked, true), momentInWords(pass.expires), acts]);
  }));
}
