// @ts-check
import "../lib/prepare-words.js";
import "../components/language-switch.js";
import "../components/list-preview.js";
import "../components/programme-desk.js";
import "../components/record-dialog.js";
import { keep, make, setAttribute, setMeasure, setText, translate } from "../components/markup.js";
import { inLanguage } from "../lib/conference.js";
import { clockOf, PreparationDesk, treeOf } from "../lib/preparation.js";
import { currentLanguage, dayInWords, say } from "../lib/words.js";
import { sayLine } from "./lost-line.js";
import { PrepareForms } from "./prepare-forms.js";
import { PrepareInvitations } from "./prepare-invitations.js";
import { PrepareLists } from "./prepare-lists.js";
import { PreparePapers } from "./prepare-papers.js";
import { PreparePeople } from "./prepare-people.js";
import { PrepareTexts } from "./prepare-texts.js";

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const { base = "", id = "" } = document.documentElement.dataset;
translate(document);
document.addEventListener("language", () => location.reload());

const preparation = await PreparationDesk.open(base);
const forms = new PrepareForms(preparation, element("record-dialog"), tell);
const people = new PreparePeople(preparation, forms, draw);
const lists = new PrepareLists(preparation, people, tell);
const invitations = new PrepareInvitations(preparation, forms, id, tell);
const papers = new PreparePapers(preparation, forms);
const texts = new PrepareTexts(preparation, forms, tell);
/** Of the sitting that stands open. @type {string | null} */
let shown = null;
let saidUntil = 0;

/** Says what happened, or what did not, for a while. @param {string} words */
function tell(words) {
  const place = element("#said");
  setText(place, words);
  place.hidden = words === "";
  clearTimeout(saidUntil);
  saidUntil = window.setTimeout(() => { place.hidden = true; }, 8_000);
}

const text = (/** @type {any} */ value) => inLanguage(value, currentLanguage());
const nameOf = (/** @type {string | undefined} */ person) => preparation.desk.speakers.find((one) => one.id === person)?.name ?? person ?? "";
const siteName = (/** @type {string | undefined} */ site) => text(preparation.desk.sites.find(({ value }) => value.id === site)?.value.name);

function draw() {
  const { desk } = preparation;
  if (!desk.sittings.some(({ value }) => value.id === shown)) shown = desk.sittings[0]?.value.id ?? null;
  setText(element("#heading strong"), text(desk.heading.value.title));
  setText(element("#heading span"), text(desk.heading.value.host));
  setText(element("#status"), desk.version === 0 ? say("prepare.draft") : say(desk.hasChanged ? "prepare.changed" : "prepare.published", { version: desk.version }));
  setText(element("#publish"), say(desk.version === 0 ? "prepare.publish" : "prepare.publish.again"));
  element("#publish").disabled = desk.version > 0 && !desk.hasChanged;
  drawClock();
  drawSittings();
  drawTree();
  drawProgramme();
  people.draw();
  invitations.draw();
  texts.draw();
  if (element("#papers").open) papers.draw();
  drawVersions();
}

function drawClock() {
  const { clock } = preparation.desk;
  const place = element("#clock");
  place.hidden = !clock;
  if (!clock) return;
  setText(place, say(clock.isLate ? "prepare.clock.late" : "prepare.clock.time", { latest: clock.latest.split("-").reverse().join("/") }));
  place.className = clock.isLate ? "state warning" : "state plain";
  const words = say("prepare.clock.text", { latest: dayInWords(clock.latest), first: dayInWords(clock.first) });
  setText(element("#clock-text"), words);
  setText(element("#calendar-clock"), words);
}

function drawSittings() {
  const { sittings, clashes } = preparation.desk;
  const button = (/** @type {any} */ sitting) => {
    const row = make("li");
    const open = make("button");
    open.append(make("b"), make("span"), make("span", "", "clash"));
    open.addEventListener("click", () => {
      shown = row.dataset.key ?? null;
      location.hash = "#programme";
      draw();
    });
    row.append(open);
    return row;
  };
  keep(element("#sittings"), sittings, ({ value }) => value.id, button, (row, { value, conference }) => {
    const isParallel = sittings.some((other) => other.value.id !== value.id && other.value.day === value.day && other.value.start < value.end && value.start < other.value.end);
    const [name, when, clash] = row.firstChild.children;
    setText(name, text(value.title));
    setText(when, [`${dayInWords(value.day)}, ${value.start}–${value.end}`, isParallel ? say("prepare.sitting.parallel") : "", conference?.phase ? say(`prepare.phase.${conference.phase}`) : ""].filter(Boolean).join(", "));
    setText(clash, conference?.problem ?? "");
    setAttribute(row.firstChild, "aria-current", value.id === shown ? "true" : null);
  });
  setText(element("#sites-count"), String(preparation.desk.sites.length));
  const words = clashes.map(clashWords).filter(Boolean);
  keep(element("#clashes"), words, (word) => word, () => make("li"), (row, word) => setText(row, word));
}

/** What clashes, in words; what one item shows by itself is not said twice. @param {Record<string, any>} clash */
function clashWords(clash) {
  const [[kind, values]] = Object.entries(clash);
  if (kind === "speakerTwice") return say("prepare.clash.speakerTwice", { name: nameOf(values.person) });
  if (kind === "sittingsShareSites") {
    const [first, second] = values.sittings.map((/** @type {string} */ one) => text(preparation.desk.sittings.find(({ value }) => value.id === one)?.value.title));
    return say("prepare.clash.sittingsShareSites", { count: values.sites, first, second });
  }
  return "";
}

function drawTree() {
  const all = treeOf(preparation.desk.sites);
  keep(element("#tree"), all, ({ site }) => site.value.id, () => {
    const row = make("li");
    const open = make("button");
    open.append(make("b", "", "one-line"), make("span"));
    open.addEventListener("click", () => people.showSite(row.dataset.key ?? null));
    open.addEventListener("dblclick", () => forms.site(row.dataset.key ?? null));
    row.append(open);
    return row;
  }, (row, { site, depth }) => {
    setMeasure(row.firstChild, "--depth", depth);
    const [name, count] = row.firstChild.children;
    setText(name, text(site.value.name));
    const isSilent = site.answers && site.answers.invited > site.answers.accepted + site.answers.declined + site.answers.substituted;
    setText(count, isSilent ? say("prepare.answer.silent") : String(site.people ?? ""));
    count.className = isSilent ? "wait" : "";
    setAttribute(row.firstChild, "aria-current", people.site === site.value.id ? "true" : null);
  });
}

function drawProgramme() {
  const { desk } = preparation;
  const sitting = desk.sittings.find(({ value }) => value.id === shown);
  setText(element("#sitting-title"), sitting ? text(sitting.value.title) : say("prepare.sitting.none"));
  setText(element("#sitting-when"), sitting ? `${dayInWords(sitting.value.day)}, ${sitting.value.start}–${sitting.value.end}` : "");
  for (const selector of ["#sitting-edit", "#item-add", ".sum", ".heads"]) element(selector).hidden = !sitting;
  const items = sitting?.items ?? [];
  element("programme-desk").lines = items.map(({ value, revision, begins, papers: brought }) => {
    const needsSpeaker = !["discussion", "recess", "vote", "ceremony"].includes(value.kind);
    return {
      id: value.id, revision, when: clockOf(begins), minutes: value.minutes, title: text(value.title), papers: brought.length,
      kind: [say(`prepare.kind.${value.kind}`), value.admits ? say("prepare.item.closed") : ""].filter(Boolean).join(" · "),
      who: value.speaker ? nameOf(value.speaker) : needsSpeaker ? say("prepare.item.noSpeaker") : "", isMissing: needsSpeaker && !value.speaker,
      where: siteName(value.site ?? desk.speakers.find((one) => one.id === value.speaker)?.site), isRest: value.kind === "recess", isClosed: Boolean(value.admits),
      clash: itemClash(value.id),
    };
  });
  if (!sitting) return;
  const [from, to] = [sitting.value.start, sitting.value.end].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const used = items.reduce((sum, { value }) => sum + value.minutes, 0), length = to - from;
  setText(element("#sum-minutes"), say("prepare.sum", { used, length }));
  setText(element("#sum-state"), used === length ? say("prepare.sum.fits") : used < length ? say("prepare.sum.left", { count: length - used }) : say("prepare.sum.over", { count: used - length }));
  element("#sum-state").className = used > length ? "state warning" : "state plain";
  const missing = items.filter(({ value }) => !value.speaker && !["discussion", "recess", "vote", "ceremony"].includes(value.kind)).length;
  element("#sum-missing").hidden = missing === 0;
  setText(element("#sum-missing"), say("prepare.sum.noSpeaker", { count: missing }));
  const roles = sitting.conference?.phase && sitting.conference.phase !== "closed" ? ["chair", "director", "secretariat"] : [];
  keep(element("#sitting-links"), roles, (role) => role, (role) => {
    const open = make("button", say(`prepare.sitting.${role}`), "button");
    open.addEventListener("click", () => enter(role));
    return open;
  }, () => {});
}

/** @param {string} item */
function itemClash(item) {
  const words = preparation.desk.clashes.flatMap((clash) => {
    const [[kind, values]] = Object.entries(clash);
    if (kind === "speakerTwice" && values.items.includes(item)) return [say("prepare.clash.speakerTwice", { name: nameOf(values.person) })];
    if (kind === "speakerNotThere" && values.item === item) return [say("prepare.clash.speakerNotThere", { name: nameOf(values.person) })];
    if (kind === "speakerCannotSend" && values.item === item) return [say("prepare.clash.speakerCannotSend", { name: siteName(values.site) })];
    return [];
  });
  return words.join("; ");
}

/** A link of one's own into the sitting, used at once. @param {string} role */
async function enter(role) {
  const opened = window.open("about:blank", "_blank");
  try {
    const { path } = await preparation.post("links", JSON.stringify({ sitting: shown, role }));
    if (opened) opened.location.href = path;
    else location.href = path;
  } catch (error) {
    opened?.close();
    tell(forms.words(error));
  }
}

function drawVersions() {
  const { versions, calendar } = preparation.desk;
  keep(element("#versions"), versions.toReversed(), ({ version }) => String(version), () => make("li"), (row, { version, at, note }) => {
    setText(row, [say("prepare.version", { version, when: new Date(at).toLocaleString(currentLanguage()) }), note].filter(Boolean).join(": "));
  });
  const [holidays, worked] = [element("#holidays"), element("#worked")];
  if (![holidays, worked].includes(document.activeElement) && !holidays.dataset.typed) {
    holidays.value = calendar.holidays.map(({ day, name }) => `${day} ${name}`).join("\n");
    worked.value = calendar.worked.join("\n");
  }
}

for (const area of ["#holidays", "#worked"]) element(area).addEventListener("input", () => { element("#holidays").dataset.typed = "yes"; });
element("#calendar-save").addEventListener("click", async () => {
  const lines = (/** @type {string} */ selector) => element(selector).value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
  const bad = [...lines("#holidays").filter((/** @type {string} */ line) => !/^\d{4}-\d\d-\d\d \S/.test(line)), ...lines("#worked").filter((/** @type {string} */ line) => !/^\d{4}-\d\d-\d\d$/.test(line))];
  if (bad.length) return setText(element("#calendar-trouble"), say("prepare.calendar.bad", { line: bad[0] }));
  setText(element("#calendar-trouble"), "");
  const holidays = lines("#holidays").map((/** @type {string} */ line) => ({ day: line.slice(0, 10), name: line.slice(11) }));
  try {
    delete element("#holidays").dataset.typed;
    await preparation.command("setCalendar", { calendar: { holidays, worked: lines("#worked") } });
    tell(say("prepare.calendar.saved"));
  } catch (error) {
    setText(element("#calendar-trouble"), forms.words(error));
  }
});

element("#heading").addEventListener("click", () => forms.heading());
element("#sitting-add").addEventListener("click", () => forms.sitting(null));
element("#sitting-edit").addEventListener("click", () => forms.sitting(shown));
element("#site-add").addEventListener("click", () => forms.site(null));
element("#sites-list").addEventListener("click", () => lists.open("sites"));
element("#people-list").addEventListener("click", () => lists.open("people"));
element("#item-add").addEventListener("click", () => forms.item(null, shown));
element("#publish").addEventListener("click", () => forms.publish());
element("#print-programme").href = `/prepare/${id}/print/programme`;
element("#print-run-sheet").href = `/prepare/${id}/print/run-sheet`;
element("#invite-print").href = `/prepare/${id}/print/invitations`;
element("#clone").href = `/prepare?origin=${id}`;
const programme = element("programme-desk");
programme.addEventListener("edit", (/** @type {CustomEvent} */ { detail }) => forms.item(detail, shown));
programme.addEventListener("papers", (/** @type {CustomEvent} */ { detail }) => papers.open(detail));
programme.addEventListener("reorder", (/** @type {CustomEvent} */ { detail }) => act("orderItems", { sitting: shown, items: detail }));
programme.addEventListener("minutes", (/** @type {CustomEvent} */ { detail }) => {
  const item = preparation.desk.sittings.flatMap(({ items }) => items).find(({ value }) => value.id === detail.id);
  if (item && detail.minutes >= 1) act("setItem", { item: { ...item.value, minutes: detail.minutes }, revision: item.revision });
  else draw();
});

/** One change without a form; what was refused is said, and what is there is shown. @param {string} type @param {Record<string, unknown>} fields */
async function act(type, fields) {
  try {
    await preparation.command(type, fields);
  } catch (error) {
    tell(forms.words(error));
    await preparation.refresh();
    draw();
  }
}

function showTab() {
  const tab = ["programme", "invitations", "texts", "calendar"].find((name) => location.hash === `#${name}`) ?? "programme";
  for (const link of document.querySelectorAll("#tabs a")) setAttribute(link, "aria-current", link.getAttribute("href") === `#${tab}` ? "page" : null);
  for (const name of ["invitations", "texts", "calendar"]) element(`main#${name}`).hidden = name !== tab;
  element("main#programme").hidden = tab !== "programme";
  people.isShown = tab === "programme";
  lists.draw();
  if (tab === "invitations") invitations.refresh();
}
window.addEventListener("hashchange", showTab);
preparation.addEventListener("line", (event) => sayLine(element("#line"), /** @type {CustomEvent} */ (event).detail.isOpen, "prepare.lost"));
preparation.addEventListener("change", () => {
  draw();
  if (location.hash === "#invitations") invitations.refresh();
});
draw();
showTab();
document.documentElement.dataset.ready = "yes";
