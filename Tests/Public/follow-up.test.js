// What the pages of the follow-up say of assignments, figures and agencies.
import assert from "node:assert/strict";
import test from "node:test";
import "../../Public/lib/follow-up-words.js";
import { conditionOf, dayOf, dayWords, dueOf, figureWords, FollowUp, lastOf, percent, plain, sourceOf, stateOf, sumOf } from "../../Public/lib/follow-up.js";
import { useLanguage } from "../../Public/lib/words.js";

const row = (fields) => ({ status: "inTerm", deadline: "2027-03-28", due: "2027-03-28", days: 40, isAcknowledged: true, source: {}, ...fields });

test("a due date says how long it is away, and whether that is bad", () => {
  useLanguage("vi");
  assert.deepEqual(dueOf(row({})), { day: "28/3/2027", words: "Còn 40 ngày", tone: "" });
  assert.deepEqual(dueOf(row({ status: "dueSoon", days: 3 })), { day: "28/3/2027", words: "Còn 3 ngày", tone: "warning" });
  assert.deepEqual(dueOf(row({ status: "dueSoon", days: 0 })).words, "Hạn hôm nay");
  assert.deepEqual(dueOf(row({ status: "overdue", days: -3 })), { day: "28/3/2027", words: "Quá 3 ngày", tone: "danger" });
  assert.equal(dueOf(row({ status: "doneOnTime", days: 4 })).words, "xong sớm 4 ngày");
  assert.equal(dueOf(row({ status: "doneOnTime", days: 0 })).words, "đúng hạn");
  assert.equal(dueOf(row({ status: "doneLate", days: -4 })).words, "xong muộn 4 ngày");
  assert.equal(dueOf(row({ due: undefined, deadline: "continuous" })).day, "Thường xuyên");
  useLanguage("en");
  assert.equal(dueOf(row({ status: "overdue", days: -1 })).words, "1 day overdue");
  assert.equal(dueOf(row({})).day, "28 March 2027");
});

test("what is wrong is said before what is waited for", () => {
  useLanguage("en");
  assert.equal(stateOf(row({ status: "overdue", waiting: 4 })).words, "Overdue");
  assert.equal(stateOf(row({ waiting: 4 })).words, "Waits for confirmation");
  assert.equal(stateOf(row({ isAcknowledged: false })).words, "New");
  assert.equal(stateOf(row({})).words, "In term");
  assert.equal(lastOf(row({ returned: "no figures", returnedOn: "2027-03-20" })), "Sent back 20 March 2027: no figures");
  assert.equal(lastOf(row({})), "Never reported");
  assert.equal(sourceOf(row({ conclusion: "4", source: { document: "Thông báo 12", moment: Date.UTC(2026, 11, 15, 4, 18, 22) } })), "Conclusion 4, Thông báo 12, recording at 11:18:22");
});

test("almost everything is not everything", () => {
  useLanguage("vi");
  assert.deepEqual([percent(9_999), percent(10_000), percent(3_333)], ["99,9", "100", "33,3"]);
});

test("a figure is said as it was said, in the reader's form", () => {
  useLanguage("vi");
  assert.equal(figureWords({ value: "230", qualifier: "over" }, "thị trường"), "trên 230 thị trường");
  assert.equal(figureWords({ value: "24.8", qualifier: "exactly" }, "tỷ USD"), "24,8 tỷ USD");
  assert.equal(figureWords({ value: "189", total: "193", qualifier: "exactly" }, "nước"), "189 trên 193 nước");
  assert.equal(figureWords({ value: "1200000", high: "1500000", qualifier: "about" }, "lượt"), "khoảng 1.200.000–1.500.000 lượt");
  useLanguage("en");
  assert.equal(figureWords({ value: "1234.5", qualifier: "nearly" }, ""), "nearly 1,234.5");
});

test("days are as precise as they were said", () => {
  useLanguage("vi");
  assert.deepEqual(["2021", "2021-11", "2021-12-14", null].map(dayWords), ["2021", "11/2021", "14/12/2021", ""]);
  assert.equal(dayOf(Date.UTC(2026, 11, 14, 17)), "2026-12-15");
});

test("the totals of a board are one sum, and a group's colour is its worst", () => {
  useLanguage("en");
  const totals = { total: 21_914, done: 16_051, doneOnTime: 14_068, doneLate: 1_983, open: 5_863, inTerm: 5_640, dueSoon: 0, returned: 0, overdue: 223, stopped: 0, transferred: 0 };
  assert.match(sumOf(totals), /^21,914 = 16,051 done \(14,068 on time \+ 1,983 late\) \+ 5,863 open \(5,640 in term .* 223 overdue\)/);
  assert.deepEqual(
    [totals, { ...totals, overdue: 0, dueSoon: 1 }, { ...totals, overdue: 0 }, { ...totals, overdue: 0, open: 0 }, { total: 0 }].map(conditionOf),
    ["overdue", "due", "open", "done", "none"]);
});

test("an agency is found with and without marks, when it is there", async (t) => {
  const agencies = [
    { id: "45", name: { vi: "Tỉnh Quảng Trị", en: "Quảng Trị Province" }, short: { vi: "Quảng Trị", en: "Quảng Trị" }, until: "2025-06-30" },
    { id: "44-2025-07-01", name: { vi: "Tỉnh Quảng Trị", en: "Quảng Trị Province" }, short: { vi: "Quảng Trị", en: "Quảng Trị" }, from: "2025-07-01" },
    { id: "66", name: { vi: "Tỉnh Đắk Lắk", en: "Đắk Lắk Province" } },
  ];
  t.mock.method(globalThis, "fetch", async () => new Response(JSON.stringify({ today: "2026-12-15", agencies, pillars: [], conferences: [], you: { role: "secretariat" } })));
  const followUp = new FollowUp("/s/x/");
  await followUp.open();
  assert.equal(followUp.find("quang  tri").id, "44-2025-07-01");
  assert.equal(followUp.find("tinh dak lak").id, "66");
  assert.equal(followUp.find("Hà Nội"), null);
  assert.equal(plain("Bà Rịa - Vũng Tàu"), "ba ria - vung tau");
});

test("a command that gets no answer is said again with the same id", async (t) => {
  const bodies = [];
  t.mock.method(globalThis, "fetch", async (url, options) => {
    bodies.push(JSON.parse(options.body));
    if (bodies.length === 1) throw new Error("no line");
    return new Response(JSON.stringify({ seq: 3, made: [7] }));
  });
  assert.deepEqual(await new FollowUp("/s/x/").tell("accept", { report: 7 }), [7]);
  assert.equal(bodies.length, 2);
  assert.equal(bodies[0].id, bodies[1].id);
});
