// @ts-check
import "../lib/prepare-words.js";
import "../components/language-switch.js";
import { make, setText, translate } from "../components/markup.js";
import { failure } from "../lib/preparation.js";
import { currentLanguage, dayInWords, say } from "../lib/words.js";
import { inLanguage } from "../lib/conference.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const address = "/prepare/api/preparations";

translate(document);
document.addEventListener("language", () => location.reload());
const response = await fetch(address, { cache: "no-store" });
if (!response.ok) location.reload();
/** @type {{id: string, title: any, host: any, first?: string, last?: string, sites: number, people: number, version: number}[]} */
const all = await response.json();

element("#none").hidden = all.length > 0;
element("#rows").append(...all.map((one) => {
  const row = make("li");
  const when = make("p", one.first ? dayInWords(one.first) : "", "when");
  const what = make("div");
  const heading = make("h2");
  const link = /** @type {HTMLAnchorElement} */ (make("a", inLanguage(one.title, currentLanguage())));
  link.href = `/prepare/${one.id}`;
  heading.append(link);
  what.append(heading, make("p", `${inLanguage(one.host, currentLanguage())} · ${say("prepare.sites.count", { count: one.sites })} · ${say("prepare.people.count", { count: one.people })}`, "soft"));
  row.append(when, what, make("p", one.version ? say("prepare.published", { version: one.version }) : say("prepare.draft"), "phase"));
  return row;
}));
element("#origin").append(new Option(say("prepare.origin.none"), ""), ...all.map((one) => new Option(inLanguage(one.title, currentLanguage()), one.id)));
element("#origin").value = new URLSearchParams(location.search).get("origin") ?? "";

element("#create").addEventListener("submit", async (/** @type {Event} */ event) => {
  event.preventDefault();
  const made = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      title: { vi: element("#title").value.trim(), en: "" }, host: { vi: element("#host").value.trim(), en: "" },
      origin: element("#origin").value || undefined,
    }),
  });
  if (made.ok) location.href = `/prepare/${(await made.json()).id}`;
  else setText(element("#trouble"), (await failure(made)).message);
});
document.documentElement.dataset.ready = "yes";
