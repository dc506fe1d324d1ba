// @ts-check
// Every agency that is or was: a search away, and for the secretariat to add and to merge.
import { make, setAttribute } from "../components/markup.js";
import { dayWords, namesOf, plain } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { base, button, done, link, main, open, tell } from "./followup-page.js";
import { openForm } from "./followup-form.js";

const kinds = ["central", "province", "commune", "other"];
const shown = 100;
let wanted = "";

await open(async () => {}, (followUp) => {
  const view = make("div", undefined, "reminders agencies"), header = make("header"), acts = make("div", undefined, "acts"), list = make("ol", undefined, "conclusions");
  const label = make("label", say("agencies.find")), search = /** @type {HTMLInputElement} */ (make("input", undefined, "field"));
  search.type = "search";
  search.value = wanted;
  label.append(search);
  const found = make("p", "", "soft figures");
  const draw = () => {
    wanted = search.value;
    const words = plain(wanted).split(" ");
    const all = followUp.tables.agencies.filter((/** @type {any} */ agency) => {
      const text = plain([agency.id, agency.code, ...namesOf(agency)].filter(Boolean).join(" "));
      return words.every((word) => text.includes(word));
    });
    found.textContent = say("agencies.found", { count: all.length });
    list.replaceChildren(...all.slice(0, shown).map((/** @type {any} */ agency) => row(followUp, agency)));
  };
  search.addEventListener("input", draw);
  if (followUp.tables.you.role === "secretariat" && !followUp.tables.you.conference) {
    acts.append(button(say("agencies.add"), () => add()), button(say("agencies.merge"), () => merge(followUp)));
  }
  header.append(make("h1", say("page.agencies")), acts);
  view.append(header, label, found, list);
  main.replaceChildren(view);
  draw();
});

/** @param {any} followUp @param {any} agency */
function row(followUp, agency) {
  const item = make("li"), body = make("div");
  setAttribute(item, "data-agency", agency.id);
  const times = [
    agency.from ? say("agencies.from", { day: dayWords(agency.from) }) : "", agency.until ? say("agencies.until", { day: dayWords(agency.until) }) : "",
    agency.successor ? say("agencies.successor", { name: followUp.name(agency.successor, false) }) : "",
  ];
  body.append(
    link(followUp.name(agency.id, false), `${base}board?by=${agency.kind === "province" ? "province" : "agency"}&group=${encodeURIComponent(agency.id)}`, "text"),
    make("p", [say(`agencies.${agency.kind}`), agency.code ? say("agencies.code", { code: agency.code }) : "", agency.id === agency.code ? "" : agency.id, ...times].filter(Boolean).join(", "), "meta"));
  item.append(body);
  return item;
}

function add() {
  openForm({
    title: say("agencies.add"), send: say("desk.save"),
    fields: [
      { name: "id", label: say("agencies.id"), hint: say("agencies.id.hint"), isRequired: true }, { name: "vi", label: say("agencies.vi"), isRequired: true },
      { name: "en", label: say("agencies.en"), isRequired: true }, { name: "from", label: say("agencies.first"), kind: "date" },
      { name: "kind", label: say("agencies.kind"), kind: "choice", options: kinds.map((value) => ({ value, words: say(`agencies.${value}`) })) },
      { name: "code", label: say("agencies.code", { code: "" }).trim() },
    ],
    onSend: async ({ id, vi, en, from, kind, code }) => await done("addAgencies", {
      agencies: [{ id, name: { vi, en }, kind, ...(from ? { from } : {}), ...(code ? { code } : {}) }],
    }) !== null,
  });
}

/** @param {any} followUp */
function merge(followUp) {
  openForm({
    title: say("agencies.merge"), lead: say("agencies.merge.lead"), send: say("agencies.merge"),
    fields: [
      { name: "former", label: say("agencies.former"), hint: say("desk.agency.hint"), kind: "agency", isRequired: true },
      { name: "into", label: say("agencies.into"), hint: say("desk.agency.hint"), kind: "agency", isRequired: true },
      { name: "from", label: say("agencies.since"), kind: "date", isRequired: true },
    ],
    onSend: async ({ former, into, from }) => {
      const [left, right] = [followUp.find(former), followUp.find(into)];
      if (!left || !right) {
        tell(say("desk.unknown", { name: left ? into : former }), true);
        return false;
      }
      return await done("mergeAgencies", { agencies: [left.id], into: right.id, from }) !== null;
    },
  });
}
