// @ts-check
// Who did what, over everything that is recorded; newest first, a page at a time.
import { ask } from "../lib/accounts.js";
import { momentInWords, say } from "../lib/words.js";
import { busyWhile, element } from "./account-form.js";
import { pair, row } from "./admin-table.js";

const areas = ["accounts", "preparation", "conference", "followUp", "links"];
/** Where the next page begins; none after the last. @type {string | null} */
let next = null;

export async function openAudit() {
  const chooser = element("#audit-area");
  if (chooser.options.length === 0) {
    chooser.append(new Option(say("audit.area.all"), ""), ...areas.map((area) => new Option(say(`audit.area.${area}`), area)));
  }
  element("#audit tbody").replaceChildren();
  next = null;
  await loadPage();
}

/** What is asked for, without what was left open. */
function query() {
  const wanted = { person: element("#audit-person").value, area: element("#audit-area").value, day: element("#audit-day").value };
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
}

async function loadPage() {
  const wanted = query();
  element("#audit-csv").href = `/admin/api/audit.csv?${wanted}`;
  if (next) wanted.set("before", next);
  const page = await ask(`/admin/api/audit?${wanted}`);
  element("#audit tbody").append(...page.rows.map((/** @type {any} */ line) => row([
    momentInWords(line.at), line.who, line.about ? pair(line.what, line.about) : line.what, line.where])));
  next = page.next ?? null;
  element("#audit-more").hidden = !next;
  element("#audit-none").hidden = element("#audit tbody").rows.length > 0;
}

element("#audit-filter").addEventListener("submit", (/** @type {SubmitEvent} */ event) => busyWhile(event, openAudit));
element("#audit-more").addEventListener("click", (/** @type {Event} */ event) => busyWhile(event, loadPage));
