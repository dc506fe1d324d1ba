// @ts-check
// The secretariat: conclusions that are nobody's yet, and reports that wait to be confirmed.
import { make, setAttribute } from "../components/markup.js";
import { dayOf, dayWords } from "../lib/follow-up.js";
import { currentLanguage, say } from "../lib/words.js";
import { base, button, done, link, main, open, tell } from "./followup-page.js";
import { openForm } from "./followup-form.js";
import { lessonList } from "./followup-lessons.js";
import { openPillars } from "./followup-pillars.js";

/** @type {any} */ let desk;

await open(async (followUp) => {
  desk = await followUp.read("desk");
}, (followUp) => {
  const view = make("div", undefined, "desk"), first = make("section"), second = make("section");
  const header = make("header"), acts = make("div", undefined, "acts");
  header.append(make("h2", say("desk.conclusions")), make("span", String(desk.conclusions.length), "count figures"), acts);
  acts.append(button(say("desk.add"), () => add(followUp)));
  if (!followUp.tables.you.conference) acts.append(button(say("desk.pillars"), () => openPillars(followUp), "quiet"));
  const conclusions = make("ol", undefined, "conclusions");
  for (const conclusion of desk.conclusions) conclusions.append(unassigned(followUp, conclusion));
  if (!desk.conclusions.length) conclusions.append(make("li", say("desk.conclusions.none"), "none"));
  first.append(header, conclusions);
  const other = make("header"), waiting = make("ol", undefined, "conclusions");
  other.append(make("h2", say("desk.waiting")), make("span", String(desk.waiting.length), "count figures"));
  for (const each of desk.waiting) waiting.append(report(followUp, each));
  if (!desk.waiting.length) waiting.append(make("li", say("desk.waiting.none"), "none"));
  second.append(other, waiting);
  view.append(first, second, lessons());
  main.replaceChildren(view);
});

/** @param {any} followUp @param {any} conclusion */
function unassigned(followUp, conclusion) {
  const item = make("li"), body = make("div"), acts = make("div", undefined, "acts");
  setAttribute(item, "data-conclusion", String(conclusion.id));
  const where = [conclusion.number ? say("row.conclusion", { number: conclusion.number }) : "", conclusion.source.document, conclusion.conference ? followUp.conference(conclusion.conference) : ""];
  body.append(make("p", conclusion.text, "text"), make("p", where.filter(Boolean).join(", "), "meta"), make("span", say("status.none"), "state plain"));
  const corrections = desk.corrected.find((/** @type {any} */ { conclusion: id }) => id === conclusion.id)?.corrections ?? [];
  for (const { former, reason, at } of corrections) body.append(make("p", say("desk.corrected", { former, reason, day: dayWords(dayOf(at)) }), "meta"));
  acts.append(
    button(say("desk.assign"), () => assign(followUp, conclusion)),
    button(say("desk.correct"), () => openForm({
      title: say("desk.correct"), lead: conclusion.source.words ?? "", send: say("desk.save"),
      fields: [
        { name: "text", label: say("desk.correct.text"), kind: "area", value: conclusion.text, isRequired: true },
        { name: "reason", label: say("desk.correct.reason"), isRequired: true },
      ],
      onSend: async ({ text, reason }) => await done("correctConclusion", { conclusion: conclusion.id, text, reason }) !== null,
    }), "quiet"),
    button(say("desk.aside"), () => openForm({
      title: say("desk.aside"), lead: conclusion.text, send: say("desk.save"),
      fields: [{ name: "reason", label: say("desk.aside.reason"), kind: "area", isRequired: true }],
      onSend: async ({ reason }) => await done("setAside", { conclusion: conclusion.id, reason }) !== null,
    }), "quiet"));
  item.append(body, acts);
  return item;
}

/** What the conferences learned; nobody is charged with it. */
function lessons() {
  const part = make("section"), header = make("header");
  header.append(make("h2", say("desk.lessons")), make("span", String(desk.lessons.length), "count figures"));
  part.append(header, lessonList(desk.lessons));
  return part;
}

/** @param {any} followUp @param {any} waiting */
function report(followUp, { report: { report: said, at }, assignment }) {
  const item = make("li"), body = make("div"), acts = make("div", undefined, "acts");
  setAttribute(item, "data-report", String(said.id));
  body.append(
    link(assignment.text, `${base}assignments/${assignment.id}`, "text"),
    make("p", `${say("one.reported", { name: followUp.name(said.agency, false), percent: said.percent })}, ${dayWords(dayOf(at))}`, "meta"), make("p", said.text));
  acts.append(
    button(say("desk.accept"), () => done("accept", { report: said.id })),
    button(say("desk.return"), () => openForm({
      title: say("desk.return"), lead: assignment.text, send: say("desk.return"),
      fields: [{ name: "reason", label: say("desk.return.reason"), kind: "area", isRequired: true }],
      onSend: async ({ reason }) => await done("sendBack", { report: said.id, reason }) !== null,
    })));
  item.append(body, acts);
  return item;
}

/** @param {any} followUp */
function conferences(followUp) {
  const { conference } = followUp.tables.you;
  const known = followUp.tables.conferences.filter((/** @type {any} */ { id }) => !conference || id === conference);
  const named = known.map((/** @type {any} */ { id, title }) => ({ value: id, words: title[currentLanguage()] }));
  return conference ? named : [{ value: "", words: "" }, ...named];
}

/** @param {any} followUp */
function add(followUp) {
  openForm({
    title: say("desk.add"), send: say("desk.save"),
    fields: [
      { name: "text", label: say("desk.add.text"), kind: "area", isRequired: true },
      { name: "document", label: say("desk.add.document") },
      { name: "conference", label: say("board.conference"), kind: "choice", options: conferences(followUp) },
    ],
    onSend: async ({ text, document, conference }) => {
      const lines = text.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
      const conclusions = lines.map((/** @type {string} */ line, /** @type {number} */ index) => ({
        text: line, ...(lines.length > 1 ? { number: String(index + 1) } : {}), ...(conference ? { conference } : {}),
        ...(document ? { source: { document, words: line } } : {}),
      }));
      return await done("recordConclusions", { conclusions }) !== null;
    },
  });
}

/** @param {any} followUp @param {any} conclusion */
function assign(followUp, conclusion) {
  const provinces = followUp.present.filter((/** @type {any} */ { kind }) => kind === "province").length;
  openForm({
    title: say("desk.assign.title"), lead: conclusion.number ? say("row.conclusion", { number: conclusion.number }) : "", send: say("desk.assign"),
    fields: [
      { name: "text", label: say("desk.text"), kind: "area", value: conclusion.text, isRequired: true },
      { name: "lead", label: say("desk.lead"), hint: say("desk.agency.hint"), kind: "agency", isRequired: true },
      { name: "coordinating", label: say("desk.coordinating"), hint: say("desk.agency.hint"), kind: "part", part: several(followUp) },
      { name: "every", label: "", kind: "checks", options: [{ value: "every", words: say("desk.every", { count: provinces }) }] },
      {
        name: "pillars", label: say("desk.pillars"), kind: "checks",
        options: followUp.tables.pillars.map((/** @type {any} */ { id, name }) => ({ value: id, words: name[currentLanguage()] })),
      },
      { name: "deadline", label: say("desk.deadline"), kind: "choice", options: ["dated", "continuous", "none"].map((value) => ({ value, words: say(`desk.deadline.${value}`) })) },
      { name: "due", label: say("desk.deadline.dated"), kind: "date" },
      { name: "deliverable", label: say("desk.deliverable") },
      { name: "measure", label: say("desk.measure") },
      { name: "parent", label: say("desk.parent"), kind: "number", min: 1 },
      { name: "weight", label: say("desk.weight"), kind: "number", min: 1, max: 1000, value: "1" },
    ],
    onSend: async (values) => {
      const lead = followUp.find(values.lead);
      const others = (values.coordinating ?? []).map((/** @type {string} */ id) => followUp.agency(id));
      if (!lead || others.includes(null)) {
        tell(say("desk.unknown", { name: values.lead }), true);
        return false;
      }
      const draft = {
        conclusion: conclusion.id, text: values.text, lead: lead.id, coordinating: others.map((/** @type {any} */ { id }) => id), pillars: values.pillars,
        deadline: values.deadline === "dated" ? values.due || "none" : values.deadline, weight: Number(values.weight) || 1,
        ...(values.deliverable ? { deliverable: values.deliverable } : {}), ...(values.measure ? { measure: values.measure } : {}),
        ...(values.parent ? { parent: Number(values.parent) } : {}),
      };
      const made = values.every.length ? await done("assignEveryProvince", { assignment: draft }) : await done("assign", { assignments: [draft] });
      return made !== null;
    },
  });
}

/** Several agencies, each found by its name and added to a list. @param {any} followUp */
function several(followUp) {
  const part = make("div"), list = make("ul", undefined, "files"), row = make("div", undefined, "acts");
  const input = /** @type {HTMLInputElement} */ (make("input", undefined, "field"));
  input.setAttribute("list", "agencies");
  input.setAttribute("aria-label", say("desk.coordinating"));
  const take = () => {
    const agency = followUp.find(input.value);
    if (!agency) return;
    const item = make("li", followUp.name(agency.id, false)), box = /** @type {HTMLInputElement} */ (make("input"));
    box.type = "checkbox";
    box.name = "coordinating";
    box.value = agency.id;
    box.checked = true;
    item.prepend(box);
    list.append(item);
    input.value = "";
  };
  input.addEventListener("change", take);
  row.append(input);
  part.append(list, row);
  return part;
}
