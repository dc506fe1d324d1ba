// @ts-check
// What one agency or province owes: the overdue first, one press to report.
import { make, setAttribute } from "../components/markup.js";
import { dayWords, dueOf, percent, sourceOf, stateOf } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { addressWith, base, button, done, link, main, mark, open, query, role } from "./followup-page.js";
import { openReport } from "./followup-report.js";

const isCoordinated = query.get("view") === "coordinated";
/** @type {any} */ let mine;

await open(async (followUp) => {
  mine = await followUp.read("mine", { agency: query.get("agency") });
}, (followUp) => {
  const view = make("div", undefined, "mine"), header = make("header"), tabs = make("nav", undefined, "tabs");
  const title = make("div");
  title.append(make("h1", say("mine.title", { name: followUp.name(mine.agency) })), make("p", counts(mine.totals), "soft"));
  for (const [name, count] of /** @type {[string, number][]} */ ([["led", mine.led.length], ["coordinated", mine.coordinated.length]])) {
    const tab = link(say(`mine.${name}`, { count }), addressWith({ view: name === "led" ? null : name }));
    setAttribute(tab, "aria-current", (name === "coordinated") === isCoordinated ? "true" : null);
    tabs.append(tab);
  }
  header.append(title, tabs);
  const list = make("ol", undefined, "tasks"), rows = isCoordinated ? mine.coordinated : mine.led;
  for (const row of rows) list.append(task(followUp, row));
  view.append(header, list);
  if (rows.length === 0) view.append(make("p", say("mine.none"), "opening"));
  main.replaceChildren(view);
});

/** @param {any} totals */
function counts(totals) {
  const { overdue, dueSoon, returned, inTerm } = totals;
  return /** @type {[string, number][]} */ ([["overdue", overdue], ["returned", returned], ["dueSoon", dueSoon], ["inTerm", inTerm], ["done", totals.done]])
    .filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${say(`total.${kind}`)}`).join(", ");
}

/** @param {any} followUp @param {any} row */
function task(followUp, row) {
  const item = make("li"), when = make("div", undefined, "due"), body = make("div"), where = make("div", undefined, "where");
  setAttribute(item, "data-assignment", String(row.id));
  setAttribute(item, "data-status", row.status);
  const due = dueOf(row);
  if (due.tone) when.append(mark({ words: due.words, tone: due.tone }), make("span", due.day, "figures"));
  else when.append(make("span", due.day, "figures"), make("span", due.words, "soft"));
  const heading = make("h2"), names = (/** @type {string[]} */ ids) => ids.map((id) => followUp.name(id)).join(", ");
  heading.append(link(row.text, `${base}assignments/${row.id}`));
  const notes = [
    sourceOf(row), isCoordinated ? say("mine.lead", { names: names([row.owner ?? row.lead]) }) : "",
    row.coordinating.length ? say("mine.coordinating", { names: names(row.coordinating) }) : "",
    row.deliverable ? say("mine.deliverable", { text: row.deliverable }) : "",
    row.progress && row.progress < 10_000 ? say("row.progress", { percent: percent(row.progress) }) : "",
  ];
  body.append(heading, make("p", notes.filter(Boolean).join(". "), "meta"));
  if (row.overdueBelow) body.append(make("p", say("row.below", { count: row.overdueBelow }), "meta amiss"));
  if (row.returned) {
    const said = make("p", undefined, "back");
    said.append(make("b", say("mine.returned", { day: dayWords(row.returnedOn) })), ` ${row.returned}`);
    body.append(said);
  }
  where.append(mark(stateOf(row)));
  if (!isCoordinated && role !== "observer") acts(followUp, row, where);
  item.append(when, body, where);
  return item;
}

/** @param {any} followUp @param {any} row @param {Element} where */
function acts(followUp, row, where) {
  if (row.waiting || ["doneOnTime", "doneLate", "stopped", "transferred"].includes(row.status)) {
    where.append(link(say("mine.see"), `${base}assignments/${row.id}`, "button quiet"));
    return;
  }
  const isAgain = row.status === "returned" || Boolean(row.returned);
  where.append(button(say(isAgain ? "mine.again" : "mine.report"), () => openReport(followUp, row, mine.agency), isAgain || row.status === "overdue" ? "primary" : ""));
  if (!row.isAcknowledged) where.append(button(say("mine.accept"), () => done("acknowledge", { assignment: row.id }), "quiet"));
}
