// @ts-check
// What is printed: the programme, the run sheet, the invitations.
import "../lib/prepare-words.js";
import "../components/language-switch.js";
import { make, translate } from "../components/markup.js";
import { inLanguage } from "../lib/conference.js";
import { clockOf, failure } from "../lib/preparation.js";
import { currentLanguage, dayInWords, say } from "../lib/words.js";

const { base = "", what = "" } = document.documentElement.dataset;
const place = /** @type {HTMLElement} */ (document.querySelector("#content"));
const text = (/** @type {any} */ value) => inLanguage(value, currentLanguage());
translate(document);
document.addEventListener("language", () => location.reload());
document.querySelector("#print")?.addEventListener("click", () => window.print());

/** @param {string} path */
async function get(path) {
  const response = await fetch(`${base}${path}`.replace(/\/$/, ""), { cache: "no-store" });
  if (!response.ok) throw await failure(response);
  return response.json();
}

/** @param {string[]} heads @param {string[][]} rows */
function table(heads, rows) {
  const all = make("table"), head = make("thead"), body = make("tbody"), first = make("tr");
  for (const words of heads) {
    const cell = make("th", words);
    cell.setAttribute("scope", "col");
    first.append(cell);
  }
  head.append(first);
  for (const row of rows) {
    const line = make("tr");
    line.append(...row.map((words, index) => make("td", words, index === 0 ? "figures" : undefined)));
    body.append(line);
  }
  all.append(head, body);
  return all;
}

const desk = await get("");
const nameOf = (/** @type {string | undefined} */ person) => desk.speakers.find((/** @type {any} */ one) => one.id === person)?.name ?? "";
const siteName = (/** @type {string | undefined} */ site) => text(desk.sites.find((/** @type {any} */ one) => one.value.id === site)?.value.name);
const siteOf = (/** @type {any} */ item) => siteName(item.site ?? desk.speakers.find((/** @type {any} */ one) => one.id === item.speaker)?.site);

if (what === "invitations") {
  for (const one of await get("invitations")) {
    const letter = make("section", undefined, "letter");
    letter.append(make("p", say("invitation.hello")), make("h2", one.name), make("p", one.titles), make("p", one.place, "soft"));
    const sittings = desk.sittings.filter((/** @type {any} */ { value }) => !value.sites || one.invitee.startsWith("delegate:") || value.sites.includes(one.invitee.slice(5)));
    letter.append(table(["", ""], sittings.map((/** @type {any} */ { value }) => [`${dayInWords(value.day)}, ${value.start}–${value.end}`, text(value.title)])));
    const foot = make("div", undefined, "foot");
    const code = document.createElement("img");
    code.src = `${one.path}/code.svg`;
    code.width = code.height = 160;
    code.alt = say("invitation.code");
    foot.append(code, make("p", `${location.origin}${one.path}`, "small"));
    letter.append(foot);
    place.append(letter);
  }
} else {
  const isRunSheet = what === "run-sheet";
  for (const { value, items } of desk.sittings) {
    const section = make("section");
    section.append(make("h2", `${text(value.title)}: ${dayInWords(value.day)}, ${value.start}–${value.end}`));
    const heads = ["prepare.item.when", "prepare.items", "prepare.item.speaker", "prepare.item.site", "prepare.minutes"];
    const cues = ["prepare.cue.who", "prepare.cue.camera", "prepare.cue.document", "prepare.cue.next"];
    section.append(table((isRunSheet ? [...heads, ...cues] : heads).map((key) => say(key)), items.map((/** @type {any} */ { value: item, begins }) => [
      clockOf(begins), text(item.title), nameOf(item.speaker), siteOf(item), String(item.minutes),
      ...(isRunSheet ? [item.cue?.who, item.cue?.camera, item.cue?.document ?? (item.documents ?? []).join(", "), item.cue?.next].map((words) => words ?? "") : []),
    ])));
    place.append(section);
  }
}
document.documentElement.dataset.ready = "yes";
