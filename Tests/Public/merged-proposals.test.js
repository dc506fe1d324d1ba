import assert from "node:assert/strict";
import test from "node:test";
import { mergedItems } from "../../Public/lib/merged-proposals.js";
import { commandsOf } from "../../Public/lib/proposals.js";

const span = (text, start = 0) => ({ text, start, end: start + text.length, line: 1 });
const missing = { status: "missing" };

function proposal({ people = [], figures = [], tasks = [], title = "Hội nghị về biển" }) {
  return {
    doubts: [], article: {}, sites: [{ name: "Hội trường", level: "central", quote: span("Hội trường") }], speeches: [], lessons: [], directives: [],
    conference: {
      ...Object.fromEntries(["short_title", "theme", "edition", "start", "end", "year", "form", "chair", "venue", "connected_sites"].map((name) => [name, missing])),
      title: { status: "stated", value: title, quote: span(title) }, hosts: [],
    },
    people: people.map(([name, ...titles]) => ({ name, name_quote: span(name), attends: true, site_name: null, titles: titles.map((title) => ({ title, quote: span(title) })) })),
    figures: figures.map(([value, unit, quote]) => ({ kind: "indicator", value, unit, words: span(`${value} ${unit}`), quote: span(quote) })),
    tasks: tasks.map((text, index) => ({ number: index + 1, ordinal: "", text: span(text), lead: missing, deadline: missing })),
  };
}

const first = proposal({ people: [["Lê Đào", "Bộ trưởng"]], figures: [[230, "nước", "quan hệ với 230 nước"], [9, "tỷ USD", "xuất khẩu 9 tỷ USD"]], tasks: ["giữ rừng"] });
const second = proposal({
  people: [["Lê Đào", "Ủy viên Trung ương Đảng", "Bộ trưởng"], ["Vũ Lan", "Phó Chủ tịch"]], title: "Hội nghị biển",
  figures: [[224, "thị trường", "quan hệ với 224 thị trường"], [9, "tỷ USD", "xuất khẩu 9 tỷ USD"]], tasks: ["giữ lấy rừng", "trồng cây"],
});
const pair = (one, other) => ({ in: [{ text: 0, index: one }, { text: 1, index: other }] });
const merged = {
  people: [pair(0, 0), { in: [{ text: 1, index: 1 }] }], sites: [pair(0, 0)],
  figures: [{ differs: true, ...pair(0, 0) }, { differs: false, ...pair(1, 1) }],
};

test("nobody and nothing is proposed twice, and a person has the titles of both", () => {
  const items = mergedItems([first, second], merged);
  const words = (kind) => items.filter((item) => item.kind === kind).map((item) => item.words);
  assert.deepEqual(words("person"), ["Lê Đào", "Vũ Lan"]);
  assert.equal(items.find(({ kind }) => kind === "person").detail, "Bộ trưởng, Ủy viên Trung ương Đảng");
  assert.deepEqual(words("site"), ["Hội trường"]);
  assert.deepEqual(words("task"), ["giữ rừng", "trồng cây"]);
  assert.deepEqual(items.find(({ kind }) => kind === "task").others, [{ source: 1, words: "giữ lấy rừng" }]);
  assert.deepEqual(items.map(({ number }) => number), items.map((_, index) => index + 1));
});

test("figures that disagree stand side by side under one name, each with its own words; the same one stands once", () => {
  const items = mergedItems([first, second], merged);
  const figures = items.filter(({ kind }) => kind === "figure");
  assert.deepEqual(figures.map(({ words, why }) => [words, why]), [["230 nước", "why.differs"], ["9 tỷ USD", ""], ["224 thị trường", "why.differs"]]);
  for (const item of figures) item.state = "accepted";
  const [{ figures: told }] = commandsOf(items, { documents: ["Báo A", "Báo B"], conference: "", day: "2026-09-20" });
  assert.deepEqual(told.map(({ name, unit, figure }) => [name, unit, figure.value, figure.source.document]), [
    ["quan hệ với", "nước", "230", "Báo A"], ["xuất khẩu", "tỷ USD", "9", "Báo A"], ["quan hệ với", "nước", "224", "Báo B"],
  ]);
});
