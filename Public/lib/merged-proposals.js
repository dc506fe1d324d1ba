// @ts-check
// Several texts about one conference as one list of proposals: nobody twice, and side by side where they disagree. No page, no element.
import { itemsOf } from "./proposals.js";

/** @typedef {import("./proposals.js").Item} Item */
/** @typedef {{text: number, index: number}} Place */

/**
 * What the texts propose together; what a later one only repeats stands with the first that said it.
 * @param {any[]} proposals @param {any} merged as the server found them to be one conference @returns {Item[]}
 */
export function mergedItems(proposals, merged) {
  /** @type {Item[]} */
  const items = [];
  for (const [source, proposal] of proposals.entries()) {
    for (const item of itemsOf(proposal, source)) {
      const known = source === 0 ? undefined : sameAs(item, items, merged);
      if (known) join(known, item);
      else items.push(item);
    }
  }
  for (const { differs, in: places } of merged.figures) if (differs) setAgainst(places, items);
  const order = [...new Set(items.map(({ kind }) => kind))];
  return items.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)).map((item, index) => ({ ...item, key: `${item.kind}-${index}`, number: index + 1 }));
}

/** @param {Item} item @param {Item[]} items @param {any} merged */
function sameAs(item, items, merged) {
  const earlier = items.filter(({ kind, source }) => kind === item.kind && source < item.source);
  switch (item.kind) {
    case "conference": return earlier.find(({ label, words }) => label === item.label && (label !== "host" || folded(words) === folded(item.words)));
    case "site": return inGroup(item, earlier, merged.sites.map(places));
    case "person": return inGroup(item, earlier, merged.people.map(places));
    case "figure": return inGroup(item, earlier, merged.figures.filter((/** @type {any} */ { differs }) => !differs).map(places));
    case "speech": return earlier.find(({ label, words }) => label === item.label && folded(words) === folded(item.words));
    case "lesson":
    case "task": return earlier.find(({ data }) => data.number === item.data.number);
    default: return earlier.find(({ words }) => folded(words) === folded(item.words));
  }
}

/** @param {any} group @returns {Place[]} */
function places(group) { return group.in; }

/** @param {Item} item @param {Item[]} earlier @param {Place[][]} groups */
function inGroup(item, earlier, groups) {
  const group = groups.find((each) => each.some((place) => isAt(item, place))) ?? [];
  return earlier.find((each) => group.some((place) => isAt(each, place)));
}

/** @param {Item} item @param {Place} place */
function isAt({ source, data }, { text, index }) { return source === text && data.index === index; }

/** @param {Item} known @param {Item} item */
function join(known, item) {
  if (folded(known.words) !== folded(item.words)) known.others.push({ source: item.source, words: item.words });
  if (known.kind !== "person") return;
  const titles = known.detail.split(", ").filter(Boolean);
  for (const { title } of item.data.titles) if (!titles.some((each) => folded(each).includes(folded(title)) || folded(title).includes(folded(each)))) titles.push(title);
  known.detail = titles.join(", ");
  known.data = { ...known.data, site_name: known.data.site_name ?? item.data.site_name };
}

/** Two values for one thing: each is decided on by itself, under one name, and says what the other is. @param {Place[]} places @param {Item[]} items */
function setAgainst(places, items) {
  const figures = items.filter((item) => item.kind === "figure" && places.some((place) => isAt(item, place)));
  const [first] = figures;
  for (const figure of figures) {
    figure.why = "why.differs";
    figure.isDoubtful = true;
    figure.others = figures.filter((each) => each !== figure).map(({ source, words }) => ({ source, words }));
    figure.data = { ...figure.data, name: first.data.name, unit: first.data.unit, as_of: first.data.as_of };
  }
}

/** @param {string} words */
function folded(words) { return words.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim(); }
