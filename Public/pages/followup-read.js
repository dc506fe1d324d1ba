// @ts-check
// Nhập văn bản: a text comes in, proposals stand beside its words, and a person accepts, edits or drops each.
import { make, setAttribute } from "../components/markup.js";
import { refusal } from "../lib/commands.js";
import { mergedItems } from "../lib/merged-proposals.js";
import { commandsOf, isValue, itemsOf, kinds, pieces, planOf } from "../lib/proposals.js";
import { currentLanguage, say } from "../lib/words.js";
import { base, button, element, link, main, open, refresh, side, tell } from "./followup-page.js";
import { closeForm, openForm } from "./followup-form.js";

/** @typedef {import("../lib/proposals.js").Item} Item */

/** @typedef {{text: string, proposal: any, name: string}} Text */
/** @type {{texts: Text[], items: Item[]} | null} */
let reading = null;
/** Whether another text about the same conference is being brought. */
let brings = false;
/** The text whose words stand at the left. */
let leaf = 0;
/** @type {any} */ let followUp;
let shown = "";
let here = 0;
let given = { documents: /** @type {string[]} */ ([]), conference: "", day: "" };

await open(async () => {}, (opened) => {
  followUp = opened;
  draw();
});

function draw() {
  if (reading && !brings) drawReading();
  else drawBringing();
}

// Bringing a text

function drawBringing() {
  const form = /** @type {HTMLFormElement} */ (make("form", undefined, "bring")), acts = make("div", undefined, "acts");
  const area = /** @type {HTMLTextAreaElement} */ (make("textarea", undefined, "field")), label = make("label", say("read.paste"));
  const file = /** @type {HTMLInputElement} */ (make("input", undefined, "field")), named = make("label", say("read.file"));
  area.id = "text";
  label.setAttribute("for", "text");
  file.id = "file";
  file.type = "file";
  file.accept = ".txt,.html,.htm,.docx,.pdf,text/plain,text/html,application/pdf";
  named.setAttribute("for", "file");
  const send = button(say("read.read"), () => form.requestSubmit(), "primary");
  acts.append(send, named, file);
  if (reading) acts.append(button(say("report.cancel"), () => { brings = false; draw(); }, "quiet"));
  form.append(make("h1", say(reading ? "read.more" : "page.read")), make("p", say(reading ? "read.more.lead" : "read.lead"), "soft"), label, area, acts);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = file.files?.[0];
    if (!chosen && !area.value.trim()) return area.focus();
    send.disabled = true;
    await read(chosen ?? area.value, chosen?.name ?? "");
    send.disabled = false;
  });
  file.addEventListener("change", () => form.requestSubmit());
  main.replaceChildren(form);
  area.focus();
}

/** @param {File | string} body @param {string} name */
async function read(body, name) {
  try {
    const { text, proposal } = await post("api/read", "application/octet-stream", body);
    const texts = [...(reading?.texts ?? []), { text, proposal, name }];
    const items = texts.length === 1 ? itemsOf(proposal) : await merged(texts);
    if (!items) return tell(say("read.another"), true);
    reading = { texts, items };
    brings = false;
    shown = "";
    here = 0;
    leaf = texts.length - 1;
    given = { documents: texts.map(documentOf), conference: given.conference || (followUp.tables.you.conference ?? ""), day: texts.map(dayOf).find(Boolean) ?? "" };
    draw();
    if (!items.length) tell(say("read.nothing"));
  } catch (error) {
    tell(/** @type {any} */ (error).message || say("failed.noLine"), true);
  }
}

/** @param {string} path @param {string} type @param {File | string} body */
async function post(path, type, body) {
  const response = await fetch(`${base}${path}`, { method: "POST", headers: { "Content-Type": type }, body });
  if (!response.ok) throw await refusal(response);
  return response.json();
}

/** All of the texts as one conference; null where they tell of several. @param {Text[]} texts */
async function merged(texts) {
  const { conferences } = await post("api/read/merge", "application/json", JSON.stringify({ texts: texts.map(({ text }) => text) }));
  return conferences.length === 1 ? mergedItems(texts.map(({ proposal }) => proposal), conferences[0]) : null;
}

/** @param {Text} text */
function documentOf({ name, proposal }) { return name || proposal.article.headline?.text || proposal.conference.title.value || ""; }

/** @param {Text} text */
function dayOf({ proposal: { conference } }) {
  const start = conference.start.value ?? "", year = conference.year.value;
  return /^\d{4}-/.test(start) ? start : start && year ? start.replace(/^-/, String(year)) : "";
}

// Deciding

function visible() { return (reading?.items ?? []).filter(({ kind }) => !shown || kind === shown); }

function drawReading() {
  if (!reading) return;
  const view = make("div", undefined, "read"), words = make("section", undefined, "words"), found = make("section", undefined, "found");
  words.append(wordsHead(), scrolled(source()));
  words.setAttribute("aria-label", say("read.text"));
  found.append(foundHead(), kindsBar(), scrolled(proposals()), keys());
  found.setAttribute("aria-label", say("read.proposals"));
  view.append(words, found);
  const [left, right] = [".words .scroll", ".found .scroll"].map((name) => main.querySelector(name)?.scrollTop ?? 0);
  main.replaceChildren(view);
  element(".words .scroll").scrollTop = left;
  element(".found .scroll").scrollTop = right;
}

/** @param {HTMLElement} content */
function scrolled(content) {
  const scroll = make("div", undefined, "scroll");
  scroll.append(content);
  return scroll;
}

function wordsHead() {
  const header = make("header"), end = make("div", undefined, "end");
  const texts = reading?.texts ?? [], { name = "", text = "" } = texts[leaf] ?? {};
  if (texts.length < 2) end.append(button(say("read.add"), () => { brings = true; draw(); }));
  end.append(button(say("read.other"), () => {
    reading = null;
    draw();
  }, "quiet"));
  header.append(make("h1", say("read.text")), make("span", [name, say("read.letters", { count: [...text].length })].filter(Boolean).join(", "), "soft"));
  if (texts.length > 1) header.append(leaves(texts));
  header.append(end);
  return header;
}

/** Which of the texts is shown. @param {Text[]} texts */
function leaves(texts) {
  const bar = make("div", undefined, "leaves");
  for (const index of texts.keys()) {
    const each = button(say("read.leaf", { number: index + 1 }), () => {
      leaf = index;
      drawReading();
    }, "quiet");
    setAttribute(each, "aria-pressed", String(index === leaf));
    bar.append(each);
  }
  return bar;
}

function foundHead() {
  const items = reading?.items ?? [], header = make("header"), end = make("div", undefined, "end");
  const doubtful = items.filter(({ isDoubtful, state }) => isDoubtful && state === "waiting").length;
  const waiting = visible().filter(({ state, isDoubtful }) => state === "waiting" && !isDoubtful);
  const accepted = items.filter(({ state }) => state === "accepted").length;
  if (doubtful) end.append(make("span", say("read.doubtful", { count: doubtful }), "state warning"));
  if (waiting.length) end.append(button(say("read.acceptAll", { count: waiting.length }), () => decideAll(waiting, "accepted")));
  if (accepted) end.append(button(say("read.save", { count: accepted }), save, "primary"));
  header.append(make("h1", say("read.proposals")), make("span", say("read.seen", { seen: items.filter(({ state }) => state !== "waiting").length, all: items.length }), "soft figures"), end);
  return header;
}

function kindsBar() {
  const bar = make("div", undefined, "kinds"), items = reading?.items ?? [];
  for (const kind of ["", ...kinds]) {
    const count = items.filter((item) => !kind || item.kind === kind).length;
    if (!count) continue;
    const each = /** @type {HTMLButtonElement} */ (make("button"));
    each.type = "button";
    each.append(make("span", say(kind ? `kind.${kind}` : "kind.all")), make("span", String(count)));
    setAttribute(each, "aria-pressed", String(shown === kind));
    each.addEventListener("click", () => {
      shown = kind;
      here = visible()[0]?.number ?? 0;
      drawReading();
    });
    bar.append(each);
  }
  return bar;
}

function source() {
  const article = make("article", undefined, "source");
  article.lang = "vi";
  for (const { text, item, isEnd } of pieces(reading?.texts[leaf]?.text ?? "", visible().filter(({ source }) => source === leaf))) {
    if (!item) {
      article.append(text);
      continue;
    }
    const mark = make("mark", text);
    if (isEnd) mark.dataset.n = String(item.number);
    mark.dataset.item = String(item.number);
    mark.dataset.state = item.state;
    mark.toggleAttribute("data-ask", item.isDoubtful && item.state === "waiting");
    mark.toggleAttribute("data-here", item.number === here);
    mark.addEventListener("click", () => goTo(item.number, ".found"));
    article.append(mark);
  }
  return article;
}

function proposals() {
  const all = make("div", undefined, "proposals");
  for (const kind of kinds) {
    const items = visible().filter((item) => item.kind === kind);
    if (!items.length) continue;
    const head = make("h2"), list = make("ol"), waiting = items.filter(({ state }) => state === "waiting");
    head.append(make("span", say(`kind.${kind}`)));
    if (waiting.length > 1) head.append(button(say("read.acceptGroup", { count: waiting.length }), () => decideAll(waiting, "accepted"), "quiet"));
    for (const item of items) list.append(drawn(item));
    all.append(head, list);
  }
  return all;
}

/** @param {Item} item */
function drawn(item) {
  const row = make("li"), body = make("div"), acts = make("div", undefined, "acts");
  row.dataset.item = String(item.number);
  row.dataset.state = item.state;
  row.dataset.kind = item.kind;
  row.toggleAttribute("data-ask", item.isDoubtful && item.state === "waiting");
  row.toggleAttribute("data-here", item.number === here);
  const label = item.kind === "conference" ? `${say(`field.${item.label}`)}: ` : item.kind === "speech" ? `${say(`speech.${item.label}`)}: ` : item.data.ordinal ? `${item.data.number}. ` : "";
  const isForm = item.label === "form" && item.words === item.data.value;
  body.append(make("p", label + (item.kind === "figure" ? `${item.data.name}: ${item.words}` : isForm ? say(`form.${item.words}`) : item.words)));
  if (item.detail && item.detail !== item.words) body.append(make("small", item.kind === "site" ? say(`level.${item.detail}`) : item.detail));
  if (item.kind === "person") body.append(make("small", item.data.site_name ? say("read.at", { site: item.data.site_name }) : say("read.noSite")));
  if (item.kind === "figure") body.append(make("small", [item.data.speaker, item.data.as_of?.text].filter(Boolean).join(", ") || say("read.noTime")));
  if (item.kind === "figure" && !isValue(item.data)) body.append(make("small", say("read.noValue"), "why"));
  if (item.why) body.append(make("small", say(item.why), "why"));
  for (const { source, words } of item.others) body.append(make("small", `${say("read.leaf", { number: source + 1 })}: ${words}`));
  if (item.state === "waiting") {
    acts.append(button(say("read.accept"), () => decide(item, "accepted")), button(say("read.edit"), () => edit(item), "quiet"), button(say("read.drop"), () => decide(item, "dropped"), "quiet"));
  } else {
    acts.append(button(say("read.reopen"), () => decide(item, "waiting"), "quiet"));
  }
  row.addEventListener("click", (event) => {
    if (!(event.target instanceof HTMLButtonElement)) goTo(item.number, ".words");
  });
  row.append(make("span", String(item.number), "n"), body, acts);
  return row;
}

function keys() {
  const foot = make("footer", undefined, "keys");
  for (const [key, words] of [["↑ ↓", "read.key.move"], ["A", "read.accept"], ["E", "read.edit"], ["X", "read.drop"], ["Enter", "read.key.words"]]) {
    const each = make("span");
    each.append(make("kbd", key), ` ${say(words)}`);
    foot.append(each);
  }
  return foot;
}

/** @param {Item} item @param {Item["state"]} state */
function decide(item, state) {
  item.state = state;
  const items = visible(), next = items.slice(items.indexOf(item) + 1).find((each) => each.state === "waiting");
  here = state === "waiting" || !next ? item.number : next.number;
  drawReading();
}

/** @param {Item[]} items @param {Item["state"]} state */
function decideAll(items, state) {
  for (const item of items) item.state = state;
  drawReading();
}

/** @param {number} number @param {string} [pane] the pane that is scrolled to it */
function goTo(number, pane = ".found") {
  here = number;
  leaf = reading?.items.find((item) => item.number === number)?.source ?? leaf;
  drawReading();
  main.querySelector(`${pane} [data-item="${number}"]`)?.scrollIntoView({ block: "center" });
}

/** @param {Item} item */
function edit(item) {
  const isFigure = item.kind === "figure", isPerson = item.kind === "person";
  /** @type {import("./followup-form.js").Field[]} */
  const fields = isFigure
    ? [{ name: "name", label: say("figures.name"), value: item.data.name, isRequired: true }, { name: "value", label: say("report.value"), value: String(item.data.value ?? item.data.value_min ?? ""), isRequired: true },
      { name: "unit", label: say("figures.unit"), value: item.data.unit, isRequired: true }]
    : [{ name: "words", label: say(`kind.${item.kind}`), kind: "area", value: item.words, isRequired: true }];
  if (isPerson) fields.push({ name: "detail", label: say("read.titles"), value: item.detail });
  openForm({
    title: say("read.edit"), lead: item.span?.text ?? "", fields, send: say("read.accept"),
    onSend: async (values) => {
      if (isFigure) {
        const value = Number(values.value.replace(/\s/g, "").replace(",", "."));
        if (!Number.isFinite(value)) return false;
        item.data = { ...item.data, name: values.name, unit: values.unit, value, value_min: undefined, value_max: undefined };
        item.words = `${values.value} ${values.unit}`;
      } else {
        item.words = values.words;
        if (isPerson) item.detail = values.detail;
      }
      decide(item, "accepted");
      return true;
    },
  });
}

// Keeping

function save() {
  if (!reading) return;
  const items = reading.items, accepted = items.filter(({ state }) => state === "accepted");
  const conferences = followUp.tables.conferences.filter((/** @type {any} */ { id }) => !followUp.tables.you.conference || id === followUp.tables.you.conference);
  const hasFigures = accepted.some(({ kind, data }) => kind === "figure" && isValue(data));
  openForm({
    title: say("read.save.title"), lead: say("read.save.lead"), send: say("desk.save"),
    fields: [
      ...given.documents.map((document, index) => ({ name: index ? `document-${index + 1}` : "document", label: say(index ? "read.document.more" : "desk.add.document"), value: document, isRequired: true })),
      { name: "conference", label: say("board.conference"), kind: "choice", value: given.conference, options: [{ value: "", words: "" }, ...conferences.map((/** @type {any} */ { id, title }) => ({ value: id, words: title[currentLanguage()] }))] },
      { name: "day", label: say("read.day"), kind: "date", value: given.day, isRequired: hasFigures },
    ],
    onSend: async (values) => {
      given = { documents: given.documents.map((_, index) => values[index ? `document-${index + 1}` : "document"]), conference: values.conference, day: values.day };
      for (const { type, ...fields } of commandsOf(items, given)) await followUp.tell(type, fields);
      const count = (/** @type {string[]} */ ...of) => accepted.filter(({ kind }) => of.includes(kind)).length;
      const kept = { tasks: count("task", "directive"), lessons: count("lesson"), figures: accepted.filter(({ kind, data }) => kind === "figure" && isValue(data)).length };
      if (count("conference", "site", "person", "speech")) download(planOf(items, given.day));
      reading = null;
      closeForm();
      await refresh();
      main.prepend(done(kept));
      return true;
    },
  });
}

/** @param {{tasks: number, lessons: number, figures: number}} kept */
function done(kept) {
  const made = make("p", undefined, "opening");
  made.append(`${say("read.saved", kept)} `, link(say("page.conclusions"), `${base}conclusions`), " · ", link(say("page.figures"), `${base}figures`));
  return made;
}

/** @param {unknown} plan */
function download(plan) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(plan, null, 2)], { type: "application/json" }));
  const anchor = /** @type {HTMLAnchorElement} */ (make("a"));
  anchor.href = address;
  anchor.download = "conference.json";
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!reading || !side.hidden || event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, button, a")) return;
  const items = visible(), index = items.findIndex(({ number }) => number === here), item = items[index];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = items[Math.max(0, Math.min(items.length - 1, index < 0 ? 0 : index + (event.key === "ArrowDown" ? 1 : -1)))];
    if (next) goTo(next.number);
  } else if (event.code === "KeyA" && item?.state === "waiting") {
    decide(item, "accepted");
  } else if (event.code === "KeyX" && item?.state === "waiting") {
    decide(item, "dropped");
  } else if (event.code === "KeyE" && item) {
    edit(item);
  } else if (event.key === "Enter" && item) {
    goTo(item.number, ".words");
  } else {
    return;
  }
  event.preventDefault();
});
