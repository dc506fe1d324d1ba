// What a hall says of its own line, and how those who conduct read it.
import assert from "node:assert/strict";
import test from "node:test";
import { lastMinute, linesTable, minutesTable } from "../../Public/lib/lines.js";
import { added, figuresBetween, noFigures, sayable } from "../../Public/lib/report.js";
import { useLanguage } from "../../Public/lib/words.js";
import en from "../../Public/locales/en.js";
import { stateWith } from "./plan.js";

const slot = (number, more = {}) => ({
  slot: number, packets: 0, lost: 0, jitter: 0, framesDecoded: 0, framesDropped: 0, freezes: 0, frozen: 0, width: 0, height: 0, level: null,
  concealed: 0, samples: 0, invented: 0, ...more,
});
const look = (at, { audio = [], video = [], sent = [], cameras = { 0: "ha-noi" }, peer = "7", roundTrip = 0.04 } = {}) =>
  ({ at, peer, cameras, statistics: { audio, video, sent, roundTrip } });

test("a report is the difference of two looks", () => {
  const before = look(0, {
    audio: [slot(0, { packets: 100, samples: 480_000 }), slot(1, { packets: 5, samples: 480_000 })],
    video: [slot(0, { packets: 1_000, lost: 3, framesDecoded: 250, freezes: 1, frozen: 0.5, height: 720 })],
    sent: [{ source: "camera", active: true, bytes: 1_000, height: 180, limited: "none" }],
  });
  const after = look(5_000, {
    audio: [slot(0, { packets: 350, samples: 720_000, invented: 4_800, jitter: 0.012 }), slot(1, { packets: 5, samples: 720_000 })],
    video: [slot(0, { packets: 2_000, lost: 13, framesDecoded: 375, freezes: 2, frozen: 0.9, height: 720, jitter: 0.02 })],
    sent: [{ source: "camera", active: true, bytes: 101_000, height: 360, limited: "bandwidth" }],
  });
  assert.deepEqual(sayable(figuresBetween(before, after)), {
    ...noFigures(), seconds: 5, packets: 1_250, lost: 10, freezes: 1, frozen: 400, heard: 5_000, concealed: 100, shown: 5_000, frames: 125,
    sent: 100, limitedByLine: 5, jitter: 20, roundTrip: 40, sentHeight: 360, height: 720,
  });
});

test("a picture that changes hands or is a document does not freeze, one that stands all the time does", () => {
  const frozen = (cameras, decoded) => figuresBetween(
    look(0, { video: [slot(0, { framesDecoded: 100, height: 720 })], cameras: { 0: "ha-noi" } }),
    look(5_000, { video: [slot(0, { framesDecoded: decoded, freezes: 1, frozen: 2, height: 720 })], cameras })).frozen;
  assert.deepEqual([frozen({ 0: "lao-cai" }, 200), frozen({}, 200), frozen({ 0: "ha-noi" }, 200), frozen({ 0: "ha-noi" }, 100)], [0, 0, 2_000, 5_000]);
});

test("two connections are not compared, and nothing is said of a time too short or too long", () => {
  assert.equal(figuresBetween(look(0), look(5_000, { peer: "8" })), null);
  assert.equal(figuresBetween(look(0, { peer: null }), look(5_000, { peer: null })), null);
  assert.deepEqual([0.2, 61].map((seconds) => sayable({ ...noFigures(), seconds })), [null, null]);
});

test("figures add up, the smallest picture and the worst way stay", () => {
  const sum = added({ ...noFigures(), seconds: 5, height: 720, jitter: 9, frozen: 300 }, { ...noFigures(), seconds: 5.2, height: 180, jitter: 4 });
  assert.deepEqual([sum.seconds, sum.height, sum.jitter, sum.frozen], [10.2, 180, 9, 300]);
  assert.equal(added(sum, noFigures()).height, 180);
});

test("the last minute of a hall is said in words", () => {
  const good = { ...noFigures(), seconds: 60, packets: 9_000, shown: 60_000, frames: 1_500, height: 720, heard: 60_000, roundTrip: 41 };
  useLanguage("en");
  assert.equal(lastMinute(good), "Last minute: picture of 720 lines, 25 a second, no freezes, nothing lost, 41 ms there and back.");
  useLanguage("vi");
  assert.match(lastMinute({ ...good, freezes: 2, frozen: 3_100, lost: 500, concealed: 1_200 }), /hình đứng 2 lần, cộng 3 giây, mất 5,3 % gói, 2 % tiếng phải bù/);
  assert.equal(lastMinute(null), "Phút vừa qua điểm cầu không báo số liệu đường truyền.");
});

test("the halls are listed with the worst first, and each with its worst minute", () => {
  const minute = Date.UTC(2021, 11, 14, 2, 14) / 60_000;
  const figures = (more) => ({ ...noFigures(), seconds: 600, packets: 10_000, ...more });
  const bad = figures({ freezes: 3, frozen: 12_000, lost: 100 });
  const table = linesTable(stateWith(), {
    "ha-noi": { figures: figures(), worst: null, frozenMinutes: 0 }, "lao-cai": { figures: bad, worst: { minute, figures: bad }, frozenMinutes: 2 },
  });
  assert.deepEqual(table.rows.map(({ id, isAmiss }) => [id, isAmiss]), [["lao-cai", true], ["ha-noi", false]]);
  assert.deepEqual(table.rows[0].cells.slice(1), ["3", "00:12", "1 %", "", "09:14", "10:00"]);
  assert.deepEqual(minutesTable([{ minute, figures: bad }]).rows[0].cells[0], "09:14");
  assert.equal(table.columns.length, table.rows[0].cells.length);
  assert.ok(en["lines.worst"]);
});
