import assert from "node:assert/strict";
import { test } from "node:test";
import { asOf, commandsOf, identifier, itemsOf, pieces, placesOf, planOf } from "../../Public/lib/proposals.js";

const span = (text, start, line = 1) => ({ text, start, end: start + [...text].length, line });
const missing = { status: "missing" };
const empty = Object.fromEntries(["title", "short_title", "theme", "edition", "start", "end", "year", "form", "chair", "venue", "connected_sites"].map((name) => [name, missing]));

const text = "Hội nghị Biển 𝄞 tại Huế, Lê Đào báo cáo 24,8 tỷ USD. Một là, giữ rừng.";
const at = (words) => span(words, [...text.slice(0, text.indexOf(words))].length);

function proposal() {
  return {
    conference: { ...empty, title: { status: "stated", value: "Hội nghị Biển", quote: at("Hội nghị Biển") }, hosts: [] },
    sites: [{ name: "Huế", level: "province", province: missing, quote: at("Huế") }],
    people: [{ name: "Lê Đào", name_quote: at("Lê Đào"), titles: [], site: { status: "stated", value: 0 }, site_name: "Huế", attends: true, roles: [], quote: at("Lê Đào") }],
    speeches: [{ speaker: "Lê Đào", speakers: null, kind: { status: "stated", value: "report" }, topic: missing, titles: [], quote: at("Lê Đào báo cáo") }],
    figures: [{
      value: 24.8, unit: "tỷ USD", kind: "indicator", qualifier: "more_than", qualifier_vi: "trên", as_of: null, speaker: "Lê Đào", words: at("24,8 tỷ USD"),
      quote: at("Lê Đào báo cáo 24,8 tỷ USD"),
    }],
    lessons: [], directives: [], documents: [], furniture: [], doubts: [],
    tasks: [{ number: 1, ordinal: at("Một là"), text: at("giữ rừng."), speaker: null, lead: missing, deadline: missing, pillars: [] }],
  };
}

test("every proposal has a number, its words and a person who decides", () => {
  const items = itemsOf(proposal());
  assert.deepEqual(items.map(({ kind }) => kind), ["conference", "site", "person", "speech", "figure", "task"]);
  assert.ok(items.every(({ state }) => state === "waiting"));
});

test("offsets count scalars, and the pieces of a text are the text", () => {
  assert.equal(placesOf("a𝄞b").join(), "0,1,3,4");
  const cut = pieces(text, itemsOf(proposal()));
  assert.equal(cut.map((piece) => piece.text).join(""), text);
  assert.equal(cut.find(({ item }) => item?.kind === "figure").text, "24,8 tỷ USD");
  assert.equal(cut.find(({ item }) => item?.kind === "person").text, "Lê Đào");
});

test("a text that is named wrongly by its proposal is shown all the same", () => {
  const wrong = proposal();
  wrong.sites[0].quote = span("Huế", 4_000);
  assert.equal(pieces(text, itemsOf(wrong)).map((piece) => piece.text).join(""), text);
});

test("only what was accepted becomes commands, and a task is given to nobody", () => {
  const items = itemsOf(proposal());
  assert.deepEqual(commandsOf(items, { documents: ["Bản tin"], conference: "", day: "2026-11-20" }), []);
  for (const item of items) item.state = "accepted";
  const [conclusions, figures] = commandsOf(items, { documents: ["Bản tin"], conference: "bien-2026", day: "2026-11-20" });
  assert.deepEqual(conclusions, {
    type: "recordConclusions", conclusions: [{ text: "giữ rừng.", number: "1", conference: "bien-2026", source: { document: "Bản tin", words: "giữ rừng." } }],
  });
  assert.equal(figures.type, "observe");
  assert.deepEqual(figures.figures[0].figure, {
    value: "24.8", qualifier: "over", asOf: "2026-11-20", speaker: "Lê Đào", source: { document: "Bản tin", words: "Lê Đào báo cáo 24,8 tỷ USD" },
  });
});

test("a figure holds for the year that its text names last", () => {
  assert.equal(asOf({ as_of: { text: "11 tháng của năm 2021" } }, "2026-01-01"), "2021");
  assert.equal(asOf({ as_of: null }, "2026-01-01"), "2026-01-01");
});

test("an accepted conference is a file for dienhong create", () => {
  const items = itemsOf(proposal());
  for (const item of items) item.state = "accepted";
  const plan = planOf(items, "2026-11-20");
  assert.equal(plan.id, "hoi-nghi-bien");
  assert.deepEqual(plan.delegates.map(({ id, site }) => [id, site]), [["le-dao", "hue"]]);
  assert.equal(plan.programme[0].speaker, "le-dao");
  assert.equal(identifier("Đắk Lắk"), "dak-lak");
});
