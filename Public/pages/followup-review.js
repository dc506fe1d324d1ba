// @ts-check
// What became of the conclusions: for the next conference, on a page, on paper, in a spreadsheet.
import { make, setAttribute } from "../components/markup.js";
import { dayWords, figureWords, sumOf } from "../lib/follow-up.js";
import { currentLanguage, number, say } from "../lib/words.js";
import { addressWith, button, conferenceChooser, link, main, open, query } from "./followup-page.js";
import { lessonList } from "./followup-lessons.js";
import { section } from "./followup-rows.js";

const groupings = ["pillar", "agency", "province", "conference"];
const by = groupings.includes(query.get("by") ?? "") ? /** @type {string} */ (query.get("by")) : "pillar";
const conference = query.get("conference"), since = query.get("since");
/** @type {any} */ let review;

await open(async (followUp) => {
  review = await followUp.read("review", { by, conference, since });
}, (followUp) => {
  const view = make("div", undefined, "review"), header = make("header"), tabs = make("nav", undefined, "tabs"), acts = make("div", undefined, "acts");
  for (const name of groupings) {
    const tab = link(say(`board.by.${name}`), addressWith({ by: name }));
    setAttribute(tab, "aria-current", name === by ? "true" : null);
    tabs.append(tab);
  }
  acts.append(conferenceChooser(conference), link(say("review.csv"), followUp.address("review.csv", { by, conference, since }), "button"), button(say("review.print"), () => print(), "primary"));
  const title = conference ? `${say("review.title")}: ${followUp.conference(conference)}` : say("review.title");
  header.append(make("h1", title), acts);
  view.append(header, make("p", say("review.lead", { day: dayWords(review.today) }), "soft"), tabs, make("p", sumOf(review.totals), "sum figures"), rates(), table(followUp));
  if (review.figures.length) view.append(movements());
  if (review.unassigned.length) {
    const part = make("section"), list = make("ol");
    for (const { text, number: own } of review.unassigned) list.append(make("li", [own, text].filter(Boolean).join(". ")));
    part.append(make("h2", `${say("review.unassigned")}: ${review.unassigned.length}`), list);
    view.append(part);
  }
  if (review.lessons.length) {
    const part = make("section");
    part.append(make("h2", `${say("desk.lessons")}: ${review.lessons.length}`), lessonList(review.lessons));
    view.append(part);
  }
  if (review.groups.length) view.append(make("h2", say("review.details")));
  for (const group of review.groups) view.append(details(followUp, group));
  main.replaceChildren(view);
});

addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details")) each.open = true; });

/** @param {any} followUp @param {string | null} key */
function nameOf(followUp, key) {
  if (!key) return say("board.others");
  return by === "pillar" ? followUp.pillar(key) : by === "conference" ? followUp.conference(key) : followUp.name(key, false);
}

function rates() {
  const made = make("dl", undefined, "rates");
  for (const { kind, part, whole, perMille, formula } of review.rates) {
    const item = make("div");
    item.append(
      make("dt", say(`rate.${kind}`)), make("dd", perMille === null || perMille === undefined ? say("rate.none") : `${number(perMille / 10, 1)} %`, "figures"),
      make("dd", `${formula[currentLanguage()]} = ${number(part)}/${number(whole)}`, "soft"));
    made.append(item);
  }
  return made;
}

/** @param {any} followUp */
function table(followUp) {
  const wide = make("div", undefined, "wide"), grid = make("table"), top = make("thead"), head = make("tr"), body = make("tbody");
  const columns = ["total", "doneOnTime", "doneLate", "inTerm", "dueSoon", "returned", "overdue", "stopped", "transferred"];
  head.append(make("th", say(`board.by.${by}`)), make("th", say("review.total")), ...columns.slice(1).map((name) => make("th", say(`status.${name}`))));
  for (const cell of head.children) setAttribute(cell, "scope", "col");
  for (const { key, totals } of review.groups) {
    const row = make("tr"), name = make("th", nameOf(followUp, key));
    setAttribute(name, "scope", "row");
    setAttribute(row, "data-group", key ?? "");
    row.append(name, ...columns.map((column) => make("td", number(totals[column]), column === "overdue" && totals[column] ? "amiss" : "")));
    body.append(row);
  }
  top.append(head);
  grid.append(top, body);
  // On a phone it is scrolled, with keys too.
  wide.tabIndex = 0;
  setAttribute(wide, "role", "region");
  setAttribute(wide, "aria-label", say("review.title"));
  wide.append(review.groups.length ? grid : make("p", say("review.none"), "soft"));
  return wide;
}

function movements() {
  const part = make("section"), grid = make("table", undefined, "then-now"), top = make("thead"), head = make("tr"), body = make("tbody");
  head.append(make("th", say("report.indicator")), make("th", say("review.then")), make("th", say("review.now")));
  for (const cell of head.children) setAttribute(cell, "scope", "col");
  const said = (/** @type {any[]} */ observations) => observations.map(({ figure }) => `${figureWords(figure, "")} (${dayWords(figure.asOf)}${figure.source?.document ? `, ${figure.source.document}` : ""})`).join("; ");
  for (const { indicator, then, now } of review.figures) {
    const row = make("tr"), name = make("th", `${indicator.name} (${indicator.unit})`);
    setAttribute(name, "scope", "row");
    row.append(name, make("td", said(then)), make("td", said(now)));
    body.append(row);
  }
  top.append(head);
  grid.append(top, body);
  part.append(make("h2", say("review.figures")), grid);
  return part;
}

/** @param {any} followUp @param {any} group */
function details(followUp, { key, totals, done, late, open: ongoing }) {
  const made = /** @type {HTMLDetailsElement} */ (make("details"));
  made.append(make("summary", `${nameOf(followUp, key)}: ${say("total.assignments", { count: totals.total })}`));
  made.append(
    section(followUp, say("review.late"), totals.overdue ? "danger" : "plain", late, totals.overdue + totals.doneLate),
    section(followUp, say("review.open"), "plain", ongoing, totals.open), section(followUp, say("review.done"), "plain", done, totals.done));
  return made;
}
