// @ts-check
// How far everything is: the country or a table at the left, the overdue and the due at the right.
import "../components/country-board.js";
import { make, setAttribute, setMeasure } from "../components/markup.js";
import { mapOn } from "../lib/country.js";
import { conditionOf, sumOf } from "../lib/follow-up.js";
import { currentLanguage, number, say } from "../lib/words.js";
import { addressWith, conferenceChooser, link, main, open, query } from "./followup-page.js";
import { section } from "./followup-rows.js";

const groupings = ["province", "agency", "pillar", "conference"];
const by = groupings.includes(query.get("by") ?? "") ? /** @type {string} */ (query.get("by")) : "province";
const conference = query.get("conference"), units = query.get("units"), chosen = query.get("group");
const lastBefore = "2025-06-30";

/** @type {any} */ let board;
/** @type {any} */ let list = null;
/** @type {any} */ let maps;

await open(async (followUp) => {
  maps ??= (await (await fetch("/public/data/tilemap.json")).json()).maps;
  board = await followUp.read("board", { by, conference, units });
  const group = { province: "agency", agency: "agency", pillar: "pillar", conference: "conference" }[by] ?? "agency";
  list = chosen ? await followUp.read("list", { conference, [group]: chosen }) : null;
}, (followUp) => {
  const view = make("div", undefined, "board");
  view.append(by === "province" ? country(followUp) : table(followUp), summary(followUp));
  main.replaceChildren(view);
});

/** @param {any} followUp */
function country(followUp) {
  const made = make("section", undefined, "map"), header = make("header"), field = make("div", undefined, "land");
  const isBefore = units !== null && units <= lastBefore;
  const map = /** @type {any} */ (mapOn(maps, board.units));
  header.append(
    make("h2", say("board.provinces", { count: Object.keys(map.units).length })),
    link(say(isBefore ? "board.now" : "board.before"), addressWith({ units: isBefore ? null : lastBefore, group: null }), "button quiet"));
  /** @type {Record<string, any>} */
  const provinces = {};
  for (const { key, totals } of board.groups) {
    const agency = key ? followUp.agency(key) : null;
    if (!agency?.code) continue;
    const name = followUp.name(key);
    provinces[agency.code] = {
      state: conditionOf(totals), count: totals.total ? `${totals.done}/${totals.total}` : "", href: addressWith({ group: key }), isChosen: key === chosen,
      label: say("board.tile", { name, done: totals.done, total: totals.total, overdue: totals.overdue }),
    };
  }
  const tiles = /** @type {any} */ (make("country-board"));
  field.append(tiles, legend());
  made.append(header, field);
  tiles.board = { map, provinces };
  return made;
}

function legend() {
  const made = make("ul", undefined, "legend");
  for (const [state, sign] of [["overdue", "×"], ["due", "!"], ["open", ""], ["done", ""], ["none", ""]]) {
    const item = make("li"), box = make("i", sign);
    setAttribute(box, "data-state", state);
    item.append(box, make("span", say(`board.legend.${state}`)));
    made.append(item);
  }
  return made;
}

/** @param {any} followUp @param {string | null} key */
function groupName(followUp, key) {
  if (!key) return say("board.others");
  return by === "agency" ? followUp.name(key, false) : by === "pillar" ? followUp.pillar(key) : followUp.conference(key);
}

/** @param {any} followUp */
function table(followUp) {
  const made = make("section", undefined, "groups"), grid = make("table"), head = make("tr"), body = make("tbody");
  for (const words of [say(`board.by.${by}`), say("review.total"), say("review.done"), say("review.open"), say("review.overdue")]) head.append(make("th", words));
  for (const cell of head.children) setAttribute(cell, "scope", "col");
  const top = make("thead");
  top.append(head);
  for (const { key, totals } of board.groups) {
    const row = make("tr"), name = make("th");
    setAttribute(row, "data-group", key ?? "");
    setAttribute(name, "scope", "row");
    name.append(key ? link(groupName(followUp, key), addressWith({ group: key })) : make("span", groupName(followUp, key)));
    if (key && key === chosen) setAttribute(row, "aria-current", "true");
    row.append(name, make("td", number(totals.total)), make("td", number(totals.done)), make("td", number(totals.open)), make("td", number(totals.overdue), totals.overdue ? "amiss" : ""));
    body.append(row);
  }
  grid.append(top, body);
  made.append(grid);
  return made;
}

/** @param {any} followUp */
function summary(followUp) {
  const made = make("div", undefined, "right"), head = make("section", undefined, "summary"), tabs = make("nav", undefined, "tabs");
  setAttribute(tabs, "aria-label", say("board.by"));
  for (const name of groupings) {
    const tab = link(say(`board.by.${name}`), addressWith({ by: name, group: null, units: null }));
    setAttribute(tab, "aria-current", name === by ? "true" : null);
    tabs.append(tab);
  }
  const total = make("p", say("total.assignments", { count: number(board.totals.total) }), "total");
  setAttribute(total, "data-total", String(board.totals.total));
  head.append(total, tabs, share(), conferenceChooser(conference, "chooser", { group: null }), make("p", sumOf(board.totals), "sum soft"), rates());
  if (board.unassigned) head.append(make("p", say("total.unassigned", { count: board.unassigned }), "state warning"));
  made.append(head);
  if (list && chosen) {
    const title = by === "province" ? followUp.name(chosen, false) : groupName(followUp, chosen);
    const own = section(followUp, title, "plain", list.rows, list.total);
    own.querySelector("header")?.append(link(say("board.close"), addressWith({ group: null }), "button quiet"));
    made.append(own);
    return made;
  }
  const overdue = section(followUp, say("board.overdue"), board.totals.overdue ? "danger" : "plain", board.overdue, board.totals.overdue);
  overdue.querySelector("header")?.append(link(say("board.export"), followUp.address("list.csv", { conference, status: "overdue,dueSoon,returned" }), "button quiet"));
  made.append(overdue, section(followUp, say("board.dueSoon"), board.dueSoonCount ? "warning" : "plain", board.dueSoon, board.dueSoonCount));
  return made;
}

function share() {
  const { overdue, dueSoon, returned, inTerm, done } = board.totals;
  const made = make("ul", undefined, "share");
  for (const [kind, count] of /** @type {[string, number][]} */ ([["overdue", overdue], ["returned", returned], ["dueSoon", dueSoon], ["inTerm", inTerm], ["done", done]])) {
    if (kind === "returned" && count === 0) continue;
    const item = make("li");
    setAttribute(item, "data-kind", kind);
    setMeasure(item, "--n", count);
    item.append(make("i"), make("b", number(count)), say(`total.${kind}`));
    made.append(item);
  }
  return made;
}

function rates() {
  const made = make("dl", undefined, "rates");
  for (const { kind, part, whole, perMille, formula } of board.rates) {
    const item = make("div");
    setAttribute(item, "data-rate", kind);
    item.append(
      make("dt", say(`rate.${kind}`)), make("dd", perMille === null || perMille === undefined ? say("rate.none") : `${number(perMille / 10, 1)} %`, "figures"),
      make("dd", `${formula[currentLanguage()]} = ${number(part)}/${number(whole)}`, "soft"));
    made.append(item);
  }
  return made;
}
