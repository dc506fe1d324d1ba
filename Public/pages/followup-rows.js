// @ts-check
// Assignments in a list: what, whose, until when.
import { make, setAttribute } from "../components/markup.js";
import { dueOf, lastOf, percent, sourceOf } from "../lib/follow-up.js";
import { say } from "../lib/words.js";
import { base, link } from "./followup-page.js";

/** A section with a heading, its count and its rows. @param {any} followUp @param {string} title @param {string} tone @param {any[]} rows @param {number} [total] */
export function section(followUp, title, tone, rows, total = rows.length) {
  const made = make("section", undefined, "late"), header = make("header");
  header.append(make("h2", title), make("span", say("total.assignments", { count: total }), `state ${tone}`.trim()));
  made.append(header, listed(followUp, rows));
  if (total > rows.length) made.append(make("p", say("board.more", { count: total - rows.length }), "soft more"));
  return made;
}

/** @param {any} followUp @param {any[]} rows */
export function listed(followUp, rows) {
  const list = make("ol", undefined, "rows");
  for (const row of rows) list.append(drawn(followUp, row));
  if (rows.length === 0) list.append(make("li", say("board.nothing"), "none"));
  return list;
}

/** @param {any} followUp @param {any} row */
function drawn(followUp, row) {
  const item = make("li"), by = make("p", followUp.name(row.owner ?? row.lead), "by"), when = make("p", undefined, "when");
  setAttribute(item, "data-assignment", String(row.id));
  const text = link(row.text, `${base}assignments/${row.id}`, "text");
  const notes = [sourceOf(row), row.children ? `${say("row.children", { count: row.children })}, ${say("row.progress", { percent: percent(row.progress) })}` : ""];
  text.append(make("small", notes.filter(Boolean).join(". ")));
  if (row.overdueBelow) text.append(make("small", say("row.below", { count: row.overdueBelow }), "amiss"));
  by.append(make("small", lastOf(row)));
  const due = dueOf(row);
  when.append(make("time", due.day));
  if (due.words) when.append(make("b", due.words, due.tone));
  item.append(text, by, when);
  return item;
}
