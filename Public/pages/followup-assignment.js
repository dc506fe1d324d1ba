// @ts-check
// One assignment with its whole history, and what the secretariat can do with it.
import { make, setAttribute, setMeasure } from "../components/markup.js";
import { dayOf, dayWords, dueOf, figureWords, percent, sourceOf, stateOf } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { base, button, done, link, main, mark, open, tell } from "./followup-page.js";
import { openForm } from "./followup-form.js";
import { openReport } from "./followup-report.js";
import { listed } from "./followup-rows.js";

const id = document.documentElement.dataset.assignment ?? "";
/** @type {any} */ let view;
/** @type {any} */ let figures;

await open(async (followUp) => {
  view = await followUp.read(`assignments/${encodeURIComponent(id)}`);
  figures = view.figures.length ? await followUp.read("figures") : { lines: [] };
}, (followUp) => {
  const made = make("article", undefined, "one"), { row, assignment } = view;
  made.append(head(followUp), facts(followUp), acts(followUp));
  if (view.parent) made.append(part(say("one.parent"), listed(followUp, [view.parent])));
  if (view.children.length) made.append(part(say("one.children"), listed(followUp, view.children)));
  if (assignment.source.words) {
    const words = make("blockquote", assignment.source.words);
    made.append(part(say("one.source"), words));
  }
  made.append(part(say("one.history"), history(followUp)));
  setAttribute(made, "data-status", row.status);
  main.replaceChildren(made);
});

/** @param {string} title @param {Element} content */
function part(title, content) {
  const made = make("section");
  made.append(make("h2", title), content);
  return made;
}

/** @param {any} followUp */
function head(followUp) {
  const { row, assignment } = view, made = make("header"), due = dueOf(row);
  const line = make("p", undefined, "standing");
  line.append(mark(stateOf(row)), make("span", [due.day, due.words].filter(Boolean).join(", "), "figures soft"));
  const bar = make("div", undefined, "progress"), fill = make("i");
  setAttribute(bar, "role", "img");
  setAttribute(bar, "aria-label", `${say("one.progress")}: ${percent(row.progress)} %`);
  setMeasure(fill, "--left", row.progress / 100);
  bar.append(fill);
  made.append(make("p", `${say("page.assignment")} ${row.id}`, "soft"), make("h1", assignment.text), line, bar, make("p", `${percent(row.progress)} %`, "figures"));
  if (row.overdueBelow) made.append(mark({ words: say("row.below", { count: row.overdueBelow }), tone: "danger" }));
  return made;
}

/** @param {any} followUp */
function facts(followUp) {
  const { row, assignment } = view, made = make("dl", undefined, "facts");
  const add = (/** @type {string} */ name, /** @type {string} */ value) => {
    if (!value) return;
    const each = make("div");
    each.append(make("dt", name), make("dd", value));
    made.append(each);
  };
  const names = (/** @type {string[]} */ ids) => ids.map((each) => followUp.name(each, false)).join(", ");
  add(say("desk.lead"), names([assignment.lead]) + (row.owner ? `, ${say("one.owner", { name: names([row.owner]) })}` : ""));
  add(say("desk.coordinating"), names(assignment.coordinating));
  add(say("desk.pillars"), assignment.pillars.map((/** @type {string} */ each) => followUp.pillar(each)).join(", "));
  add(say("desk.deliverable"), assignment.deliverable ?? "");
  add(say("desk.measure"), assignment.measure ?? "");
  add(say("board.conference"), assignment.conference ? followUp.conference(assignment.conference) : "");
  add(say("one.source"), sourceOf(row));
  if (assignment.continues) add(say("page.assignment"), say("one.continues", { number: assignment.continues }));
  return made;
}

/** @param {any} followUp */
function acts(followUp) {
  const { row } = view, made = make("div", undefined, "acts"), isOpen = ["inTerm", "dueSoon", "overdue", "returned"].includes(row.status);
  const you = followUp.tables.you, owner = row.owner ?? row.lead;
  if (!isOpen) return made;
  if (row.waiting && followUp.isSecretariat) {
    made.append(
      button(say("desk.accept"), () => done("accept", { report: row.waiting }), "primary"),
      button(say("desk.return"), () => reason(say("desk.return"), say("desk.return.reason"), (words) => done("sendBack", { report: row.waiting, reason: words }))));
  }
  if (!row.waiting && (followUp.isSecretariat || you.agency === owner)) {
    made.append(button(say("mine.report"), () => openReport(followUp, row, owner), you.agency === owner ? "primary" : ""));
  }
  if (!followUp.isSecretariat) return made;
  if (row.due) {
    made.append(button(say("one.extend"), () => openForm({
      title: say("one.extend"), lead: row.text, send: say("desk.save"),
      fields: [
        { name: "to", label: say("one.extend.day"), kind: "date", isRequired: true },
        { name: "reason", label: say("one.reason"), kind: "area", isRequired: true },
      ],
      onSend: async ({ to, reason: words }) => await done("extend", { assignment: row.id, to, reason: words }) !== null,
    })));
  }
  made.append(button(say("one.transfer"), () => openForm({
    title: say("one.transfer"), lead: row.text, send: say("one.transfer"),
    fields: [
      { name: "to", label: say("one.transfer.to"), hint: say("desk.agency.hint"), kind: "agency", isRequired: true },
      { name: "reason", label: say("one.reason"), kind: "area", isRequired: true },
    ],
    onSend: async ({ to, reason: words }) => {
      const agency = followUp.find(to);
      if (!agency) {
        tell(say("desk.unknown", { name: to }), true);
        return false;
      }
      return await done("transfer", { assignment: row.id, to: agency.id, reason: words }) !== null;
    },
  })));
  made.append(button(say("one.stop"), () => reason(say("one.stop"), say("one.reason"), (words) => done("stop", { assignment: row.id, reason: words })), "danger"));
  return made;
}

/** @param {string} title @param {string} label @param {(words: string) => Promise<unknown>} act */
export function reason(title, label, act) {
  openForm({
    title, lead: view.row.text, send: title, fields: [{ name: "reason", label, kind: "area", isRequired: true }],
    onSend: async ({ reason: words }) => await act(words) !== null,
  });
}

/** @param {any} followUp */
function history(followUp) {
  /** @type {{at: number, words: string, body?: Element}[]} */
  const events = [{ at: view.assigned, words: say("one.assigned", { name: followUp.name(view.assignment.lead, false) }) }];
  const firstReport = view.reports[0]?.at;
  if (view.acknowledged && view.acknowledged !== firstReport) events.push({ at: view.acknowledged, words: say("one.acknowledged") });
  for (const { at, from, to, reason: words } of view.extensions) {
    events.push({ at, words: say("one.extended", { from: dayWords(from), to: dayWords(to), reason: words }) });
  }
  for (const { report, at, verdict, decided, reason: words } of view.reports) {
    events.push({ at, words: say("one.reported", { name: followUp.name(report.agency, false), percent: report.percent }), body: reported(report) });
    if (verdict) events.push({ at: decided, words: verdict === "accepted" ? say("one.accepted") : say("one.sentBack", { reason: words }) });
  }
  if (view.ended) {
    const last = Math.max(...events.map(({ at }) => at));
    const words = view.continuedAs ? say("one.transferred", { number: view.continuedAs, reason: view.reason })
      : view.reason ? say("one.stopped", { reason: view.reason }) : say("one.done");
    events.push({ at: last, words: view.reason ? `${dayWords(view.ended)}: ${words}` : words });
  }
  const list = make("ol", undefined, "history");
  for (const { at, words, body } of events.toSorted((left, right) => left.at - right.at)) {
    const item = make("li"), said = make("div");
    said.append(make("p", words, "strong"));
    if (body) said.append(body);
    item.append(make("time", dayWords(dayOf(at)), "soft"), said);
    list.append(item);
  }
  return list;
}

/** @param {any} report */
function reported(report) {
  const made = make("div", undefined, "reported");
  made.append(make("p", report.text));
  for (const [key, words] of [["report.difficulties", report.difficulties], ["report.proposals", report.proposals]]) {
    if (words) made.append(make("p", `${say(key)}: ${words}`));
  }
  const list = make("ul", undefined, "files");
  for (const { kind, title, reference, bytes, figure } of report.evidence) {
    const item = make("li");
    if (kind === "figure") {
      const found = view.figures.find((/** @type {any} */ each) => each.id === figure);
      const line = found && figures.lines.find((/** @type {any} */ each) => each.indicator.id === found.indicator);
      item.append(make("span", found && line ? `${line.indicator.name}: ${figureWords(found.figure, line.indicator.unit)} (${dayWords(found.figure.asOf)})` : title));
    } else {
      const to = /** @type {HTMLAnchorElement} */ (link(title, kind === "file" ? `${base}api/follow-up/assignments/${view.row.id}/files/${reference}` : reference));
      to.rel = "noreferrer";
      item.append(to);
      if (bytes) item.append(make("span", `${Math.ceil(bytes / 1024)} kB`, "soft"));
    }
    list.append(item);
  }
  if (report.evidence.length) made.append(list);
  return made;
}
