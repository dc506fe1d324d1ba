// @ts-check
// What the reading of a text proposes, as one list that a person decides on, and what becomes of what was accepted. No page, no element.

/**
 * @typedef {{text: string, start: number, end: number, line: number}} Span
 * @typedef {{key: string, number: number, kind: string, label: string, words: string, detail: string, why: string, span: Span | null, state: "waiting" | "accepted" | "dropped",
 *   isDoubtful: boolean, source: number, others: {source: number, words: string}[], data: any}} Item
 */

export const kinds = ["conference", "site", "person", "speech", "figure", "lesson", "task", "directive"];

/** All proposals of one text in the order of the kinds; `source` is the text's place where there are several. @param {any} proposal @returns {Item[]} */
export function itemsOf(proposal, source = 0) {
  /** @type {Item[]} */
  const items = [];
  const doubts = proposal.doubts.filter((/** @type {any} */ { quote }) => quote);
  /** @param {string} kind @param {string} label @param {string} words @param {Span | null} span @param {any} data @param {{detail?: string, why?: string}} [more] */
  const add = (kind, label, words, span, data, { detail = "", why = "" } = {}) => {
    const doubt = span ? doubts.find((/** @type {any} */ { quote }) => quote.start < span.end && span.start < quote.end && data.raises !== false) : null;
    items.push({
      key: `${kind}-${items.length}`, number: items.length + 1, kind, label, words, detail, why: why || (doubt ? `doubt.${doubt.reason}` : ""), span, state: "waiting",
      isDoubtful: Boolean(why || doubt), source, others: [], data,
    });
  };
  const { conference } = proposal;
  for (const name of ["title", "short_title", "theme", "edition", "start", "end", "year", "form", "chair", "venue", "connected_sites"]) {
    const field = conference[name];
    if (field.status === "missing") continue;
    const why = field.status === "inferred" ? "why.inferred" : name === "start" && conference.year.status === "missing" ? "why.noYear" : "";
    add("conference", name, dayOrValue(String(field.value)), field.quote, { name, value: field.value, raises: name === "start" }, { why });
  }
  for (const field of conference.hosts) add("conference", "host", field.value, field.quote, { name: "host", value: field.value, raises: false });
  for (const [index, site] of proposal.sites.entries()) add("site", "", site.name, site.quote, { ...site, index, raises: false }, { detail: site.level });
  for (const [index, person] of proposal.people.entries()) {
    if (!person.attends) continue;
    const spans = [person.name_quote, ...person.titles.map((/** @type {any} */ { quote }) => quote)].filter((span) => Math.abs(span.start - person.name_quote.start) < 300);
    const start = spans.reduce((first, span) => (span.start < first.start ? span : first)), end = spans.reduce((last, span) => (span.end > last.end ? span : last));
    add("person", "", person.name, { ...start, end: end.end }, { ...person, index }, {
      detail: person.titles.map((/** @type {any} */ { title }) => title).join(", "),
    });
  }
  for (const speech of proposal.speeches) {
    const inferred = speech.kind.status === "inferred";
    add("speech", speech.kind.value, speech.speaker ?? speech.speakers?.text ?? "", speech.quote, { ...speech, raises: false }, {
      detail: speech.topic.value ?? "", why: inferred && speech.kind.value !== "speech" ? "why.inferred" : "",
    });
  }
  for (const [index, figure] of proposal.figures.entries()) add("figure", figure.kind, figure.words.text, figure.words, { ...figure, index, name: nameOf(figure) }, { detail: figure.quote.text });
  for (const lesson of proposal.lessons) add("lesson", "", lesson.text.text, lesson.text, { ...lesson, raises: false });
  for (const task of proposal.tasks) add("task", "", task.text.text, task.text, { ...task, raises: false }, { detail: [task.lead.value, task.deadline.value].filter(Boolean).join(", ") });
  for (const directive of proposal.directives) add("directive", "", directive.text.text, directive.text, { ...directive, raises: false }, { detail: directive.addressee.value ?? "" });
  return items;
}

/** A day as it is written in Vietnam, with its year or without. @param {string} value */
function dayOrValue(value) {
  const day = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(value);
  if (!day) return value;
  return [Number(day[3]), Number(day[2]), ...(day[1] === "-" ? [] : [day[1]])].join("/");
}

/** What a figure is called until somebody says better: its clause without the number. @param {any} figure */
function nameOf(figure) {
  return figure.quote.text.replace(figure.words.text, " ").replace(/\s+/g, " ").replace(/^[\s,;:]+|[\s,;:]+$/g, "").trim() || figure.unit;
}

/** Where every scalar of a text begins in UTF-16, one more than there are. @param {string} text */
export function placesOf(text) {
  const places = [];
  let at = 0;
  for (const scalar of text) {
    places.push(at);
    at += scalar.length;
  }
  places.push(at);
  return places;
}

/**
 * A text cut wherever a proposal begins or ends; of several on one piece the shortest is shown.
 * @param {string} text @param {Item[]} items @returns {{text: string, item: Item | null, isEnd: boolean}[]}
 */
export function pieces(text, items) {
  const places = placesOf(text), last = places.length - 1;
  const marked = items.filter(({ span }) => span && span.start < span.end && span.end <= last);
  const cuts = [...new Set([0, last, ...marked.flatMap(({ span }) => [/** @type {Span} */ (span).start, /** @type {Span} */ (span).end])])].sort((a, b) => a - b);
  const starting = [...marked].sort((a, b) => /** @type {Span} */ (a.span).start - /** @type {Span} */ (b.span).start);
  const made = [];
  /** @type {Item[]} */
  let open = [];
  let next = 0;
  for (let cut = 0; cut + 1 < cuts.length; cut += 1) {
    const [from, to] = [cuts[cut], cuts[cut + 1]];
    open = open.filter(({ span }) => /** @type {Span} */ (span).end > from);
    while (next < starting.length && /** @type {Span} */ (starting[next].span).start === from) {
      open.push(starting[next]);
      next += 1;
    }
    const item = open.reduce((/** @type {Item | null} */ best, each) => (!best || lengthOf(each) < lengthOf(best) ? each : best), null);
    made.push({ text: text.slice(places[from], places[to]), item, isEnd: item?.span?.end === to });
  }
  return made;
}

/** @param {Item} item */
function lengthOf({ span }) { return span ? span.end - span.start : Infinity; }

const qualifiers = /** @type {Record<string, string>} */ ({
  more_than: "moreThan", nearly: "nearly", about: "about", estimated: "expected", forecast: "expected", target: "expected", at_least: "atLeast", at_most: "upTo", less_than: "upTo",
});

/** Whether a figure can be kept: an order of magnitude or a period is no value. @param {any} figure */
export function isValue(figure) { return figure.value !== null || figure.value_min !== undefined; }

/** The day a figure holds for: what the text says of the year, else the day that the secretary gave. @param {any} figure @param {string} day */
export function asOf(figure, day) {
  const year = /(?:19|20)\d\d(?!.*(?:19|20)\d\d)/s.exec(figure.as_of?.text ?? "");
  return year ? year[0] : day;
}

/**
 * The commands of the follow-up that make accepted proposals part of the record; a task is recorded, and given to nobody.
 * @param {Item[]} items @param {{documents: string[], conference: string, day: string}} given the documents in the order of the texts
 */
export function commandsOf(items, { documents, conference, day }) {
  const accepted = items.filter(({ state }) => state === "accepted");
  /** @param {Item} item @param {Span | null} [span] */
  const source = (item, span = item.span) => ({ ...(documents[item.source] ? { document: documents[item.source] } : {}), ...(span ? { words: span.text } : {}) });
  const commands = [];
  const conclusions = accepted.filter(({ kind }) => kind === "task" || kind === "directive").map((item) => ({
    text: item.words, ...(item.kind === "task" ? { number: String(item.data.number) } : {}), ...(conference ? { conference } : {}), source: source(item),
  }));
  if (conclusions.length) commands.push({ type: "recordConclusions", conclusions });
  const lessons = accepted.filter(({ kind }) => kind === "lesson").map((item) => ({
    text: item.words, number: String(item.data.number), ...(conference ? { conference } : {}), source: source(item),
  }));
  if (lessons.length) commands.push({ type: "recordLessons", lessons });
  const figures = accepted.filter(({ kind, data }) => kind === "figure" && isValue(data)).map((item) => ({ item, data: item.data })).map(({ item, data }) => ({
    name: data.name, unit: data.unit,
    figure: {
      value: String(data.value ?? data.value_min), ...(data.value_max !== undefined ? { high: String(data.value_max) } : {}),
      ...(data.of_total !== undefined ? { total: String(data.of_total) } : {}), qualifier: data.qualifier_vi === "trên" ? "over" : qualifiers[data.qualifier ?? ""] ?? "exactly",
      asOf: asOf(data, day), ...(data.speaker ? { speaker: data.speaker } : {}), source: source(item, data.quote ?? item.span),
    },
  }));
  if (figures.length) commands.push({ type: "observe", figures });
  return commands;
}

const marks = /\p{Mark}/gu;

/** A name as an identifier: "Lê Thị Đào" is "le-thi-dao". @param {string} name */
export function identifier(name) {
  return name.normalize("NFD").replace(marks, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 40) || "x";
}

/**
 * The conference of the accepted proposals as a file for `dienhong create`; what the text does not say is left out for a person to fill in.
 * @param {Item[]} items @param {string} day
 */
export function planOf(items, day) {
  const accepted = items.filter(({ state }) => state === "accepted");
  /** @param {string} kind */
  const of = (kind) => accepted.filter((item) => item.kind === kind);
  /** @param {string} name */
  const said = (name) => of("conference").find(({ data }) => data.name === name)?.words ?? "";
  /** @param {string} words */
  const both = (words) => ({ vi: words, en: words });
  /** @type {Set<string>} */
  const taken = new Set();
  /** @param {string} words */
  const id = (words) => {
    const wanted = identifier(words);
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
    taken.add(free);
    return free;
  };
  const title = said("title") || said("short_title");
  const sites = of("site").map(({ words, data }) => ({ id: id(words), name: both(words), kind: data.level === "central" ? "centre" : data.level === "province" ? "province" : "ministry" }));
  const people = of("person").map(({ words, detail, data }) => ({
    id: id(words), name: words, ...(detail ? { title: both(detail) } : {}), site: sites.find(({ name }) => name.vi === data.site_name)?.id,
  }));
  const delegates = people.filter(({ site }) => site).map((person, index) => ({ ...person, rank: index + 1 }));
  const programme = of("speech").map(({ words, label, detail }) => ({
    id: id(`${label}-${words}`), kind: label === "speech" || label === "welcome" ? "intervention" : label, title: both(detail || words),
    ...(delegates.some(({ name }) => name === words) ? { speaker: delegates.find(({ name }) => name === words)?.id } : {}),
  }));
  const hosts = of("conference").filter(({ data }) => data.name === "host").map(({ words }) => words).join(", ");
  return { id: id(title || "hoi-nghi"), title: both(title), host: both(hosts), ...(said("theme") ? { theme: both(said("theme")) } : {}), day, sites, delegates, programme };
}
