// The test session: what a site measures and reports, and the board of all of them.
import assert from "node:assert/strict";
import test from "node:test";
import { applied } from "../../Public/lib/conference.js";
import { csv } from "../../Public/lib/csv.js";
import { measured } from "../../Public/lib/line-test.js";
import { boardOf, rowsOf, sheetOf, stageOfRehearsal } from "../../Public/lib/rehearsal.js";
import { differ, resultOf, testVerdict } from "../../Public/lib/test-result.js";
import { lineCell, soundCell } from "../../Public/lib/test-words.js";
import { verdictOfResult } from "../../Public/lib/verdict.js";
import { conditionOf } from "../../Public/lib/wall.js";
import { useLanguage } from "../../Public/lib/words.js";
import { plan, stateWith } from "./plan.js";

useLanguage("vi");
const minute = 60_000;
const line = { way: "udp", roundTrip: 24, lossUp: 0, lossDown: 4, up: 1_900, down: 1_850, isHeldBack: false };
const good = { camera: "passed", microphone: "passed", level: -18, loudspeaker: "heard", line };
const sites = plan.sites.map((site) => ({ ...site, contact: { name: `Kỹ thuật ${site.id}`, phone: "0900 000 201" } }));

/** A test session that began at 10 minutes past, in which these reported one after the other, a minute apart. */
function rehearsed(...reports) {
  let state = applied(stateWith({ phase: "convened", conference: { ...plan, sites } }), { at: 10 * minute, event: { type: "rehearsalStarted" } });
  reports.forEach(([site, result], index) => {
    state = applied(state, { at: (11 + index) * minute, event: { type: "siteTested", site, result } });
  });
  return state;
}
const here = (...names) => Object.fromEntries(names.map((name) => [name, { connected: true }]));
const whole = { group: null, isWhole: false };

test("the four counts add up to all sites", () => {
  const state = rehearsed(["lao-cai", good], ["ca-mau", { ...good, microphone: "denied" }], ["ha-noi", { ...good, line: { ...line, lossUp: 61 } }]);
  const { counts, amiss, rest } = boardOf(state, here("lao-cai", "ca-mau", "ha-noi"), whole);
  assert.deepEqual(counts.map(({ group, words }) => [group, words]), [["ready", "1/4"], ["away", "1"], ["devices", "1"], ["line", "1"]]);
  assert.deepEqual(amiss, ["trung-tam", "ca-mau", "ha-noi"]);
  assert.equal(rest, "1 điểm cầu khác đạt cả bốn");
});

test("the worst stands first, with what is amiss and whom to phone", () => {
  const state = rehearsed(["ha-noi", { ...good, line: { ...line, lossUp: 61 } }], ["ca-mau", { ...good, microphone: "nothing", level: -52 }], ["trung-tam", { ...good, loudspeaker: "unasked" }]);
  const { rows } = boardOf(state, here("ca-mau", "ha-noi", "trung-tam"), whole);
  assert.deepEqual(rows.map(({ site, verdict }) => [site, verdict]), [["lao-cai", "notConnected"], ["ca-mau", "noSound"], ["ha-noi", "poorLine"], ["trung-tam", "untested"]]);
  assert.deepEqual(rows[1].sound, { words: "Nhỏ, −52\u00a0dB", tone: "warning" });
  assert.deepEqual(rows[2].line, { words: "Mất gói 6,1\u00a0%", tone: "warning" });
  assert.equal(rows[2].contact.name, "Kỹ thuật ha-noi");
});

test("sites that are ready are folded until they are asked for", () => {
  const state = rehearsed(...plan.sites.map(({ id }) => [id, good]));
  const presence = here(...plan.sites.map(({ id }) => id));
  assert.deepEqual([boardOf(state, presence, whole).rows.length, boardOf(state, presence, whole).rest], [0, "Cả 4 điểm cầu đạt cả bốn"]);
  assert.equal(boardOf(state, presence, { ...whole, isWhole: true }).rows.length, 4);
  assert.equal(boardOf(state, presence, { ...whole, group: "line" }).empty, "Không có điểm cầu nào trong mục này.");
  assert.equal(boardOf(state, presence, { ...whole, group: "ready" }).rows.length, 4);
});

test("since when is since the verdict is what it is", () => {
  const silent = { ...good, microphone: "denied" };
  const state = rehearsed(["ca-mau", good], ["ca-mau", silent], ["ca-mau", { ...silent, camera: "busy" }]);
  const of = (presence, site) => rowsOf(state, presence).find((row) => row.site === site).since;
  assert.equal(of(here("ca-mau"), "ca-mau"), "07:12");
  // Never here: since the test session began.
  assert.equal(of({}, "ha-noi"), "07:10");
  const gone = { ...state, attendance: { "ca-mau": { present: false, first: 0, since: null, left: 30 * minute, seconds: 9 } } };
  const [row] = rowsOf(gone, {}).filter(({ site }) => site === "ca-mau");
  assert.deepEqual([row.verdict, row.connection.words, row.since], ["notConnected", "Đã rời", "07:30"]);
});

test("when it is over, what each site found last is what counts", () => {
  const state = applied(rehearsed(["lao-cai", good]), { at: 20 * minute, event: { type: "rehearsalEnded" } });
  assert.deepEqual(rowsOf(state, {}).map(({ site, verdict }) => [site, verdict]).at(-1), ["lao-cai", "ready"]);
  assert.equal(boardOf(state, here("ca-mau"), whole).when, "Từ 07:10 đến 07:20");
  assert.deepEqual([stageOfRehearsal(state), stageOfRehearsal({ ...state, phase: "open" }), stageOfRehearsal(stateWith({ phase: "draft" })), stageOfRehearsal(stateWith({ phase: "convened" }))], ["after", "over", "draft", "before"]);
});

test("the sheet has every site, and no cell that is a formula", () => {
  const state = rehearsed(["lao-cai", good]);
  state.conference.sites[3].contact = { name: "=HYPERLINK(\"x\")", phone: "+84 900" };
  const text = csv(sheetOf(state, here("lao-cai")));
  const lines = text.trim().split("\r\n");
  assert.equal(lines.length, 5);
  assert.ok(lines.some((each) => each.startsWith("Lào Cai,Đạt,")), text);
  assert.ok(text.includes("\"'=HYPERLINK(\"\"x\"\")\",'+84 900"), text);
});

test("a line that goes another way passes, and says so", () => {
  assert.deepEqual(lineCell({ ...line, way: "tcp" }), { words: "Đạt, qua TCP", tone: "passed" });
  assert.equal(lineCell(null).words, "Không thông");
  assert.equal(lineCell({ ...line, isHeldBack: true, up: 420 }).words, "Hẹp, 420\u00a0kbit/s");
  assert.equal(soundCell({ ...good, loudspeaker: "unheard" }).words, "Không nghe thấy");
});

const statistics = (sent, audio, video) => ({
  sent: [{ source: "camera", active: true, limited: "none", packets: 0, lost: 0, again: 0, bytes: 0, ...sent }],
  audio: [{ packets: 0, lost: 0, bytes: 0, framesDecoded: 0, ...audio }], video: [{ packets: 0, lost: 0, bytes: 0, framesDecoded: 0, ...video }],
  roundTrip: 0.0241, through: "udp",
});

test("a line is what two looks at it differ in", () => {
  const before = statistics({ packets: 500, bytes: 100_000, lost: 7 }, { packets: 250, lost: 9 }, { packets: 400, bytes: 90_000, framesDecoded: 30 });
  const after = statistics({ packets: 1_500, bytes: 1_350_000, lost: 7, again: 50 }, { packets: 500, lost: 19 }, { packets: 1_140, bytes: 1_340_000, framesDecoded: 180 });
  assert.deepEqual(measured(before, after, 5, false), { way: "udp", roundTrip: 24, lossUp: 50, lossDown: 10, up: 1_900, down: 2_000, isHeldBack: false });
  assert.equal(measured(before, after, 5, true).isHeldBack, true);
  // A picture that does not come back, or that its sender makes smaller for want of room.
  assert.equal(measured(before, { ...after, video: before.video }, 5, false).isHeldBack, true);
  assert.equal(measured(before, { ...after, sent: [{ ...after.sent[0], limited: "bandwidth" }] }, 5, false).isHeldBack, true);
});

const checks = {
  camera: { state: "passed", width: 1, height: 1, rate: 1 }, microphone: { state: "passed" }, speaker: { state: "untried" },
  network: { state: "measured", line }, level: -18.4,
};

test("a site reports when everything that a machine can find out is known", () => {
  assert.deepEqual(resultOf(checks), { camera: "passed", microphone: "passed", level: -18, loudspeaker: "unasked", line });
  assert.equal(resultOf({ ...checks, microphone: { state: "listening" } }), null);
  assert.equal(resultOf({ ...checks, network: { state: "testing", seconds: 4 } }), null);
  assert.equal(resultOf({ ...checks, network: { state: "untestable" } }), null);
  assert.equal("line" in resultOf({ ...checks, network: { state: "blocked", milliseconds: 0, addresses: [], copied: false } }), false);
  assert.deepEqual(resultOf({ ...checks, microphone: { state: "trouble", trouble: "denied" } }).microphone, "denied");
});

test("what comes back from the server is the same result, whatever the order of its fields", () => {
  const back = { microphone: "passed", line: Object.fromEntries(Object.entries(line).reverse()), loudspeaker: "unasked", level: -40, camera: "passed" };
  assert.equal(differ(resultOf(checks), back), false);
  assert.equal(differ(resultOf(checks), { ...back, loudspeaker: "heard" }), true);
  assert.equal(differ(resultOf(checks), null), true);
});

test("a site reads what is amiss, and that the secretariat has it", () => {
  const result = { ...good, microphone: "denied" };
  assert.equal(testVerdict(result, undefined).why, "Đang gửi kết quả cho Ban Thư ký.");
  const received = { result, at: 10 * minute, since: 0, count: 1 };
  assert.deepEqual(testVerdict(result, received), {
    severity: "danger", heading: "Chưa đạt: tiếng", why: "Ban Thư ký đã nhận kết quả lúc 07:10 và có thể gọi điện. Sửa xong, kết quả mới tự gửi.",
  });
  assert.equal(testVerdict(good, { ...received, result: good }).severity, "passed");
});

test("the verdict is of the worst thing, as the server has it", () => {
  const of = (change, lineChange = {}) => verdictOfResult({ ...good, line: { ...line, ...lineChange }, ...change });
  assert.deepEqual([of({}), of({ loudspeaker: "unasked" }), of({ camera: "busy" }), of({ microphone: "denied", camera: "busy" }), of({ line: null })],
    ["ready", "untested", "noPicture", "noSound", "poorLine"]);
  assert.deepEqual([of({}, { lossUp: 29 }), of({}, { lossDown: 30 }), of({}, { roundTrip: 600 }), of({}, { up: 80 }), of({}, { up: 80, isHeldBack: true })],
    ["ready", "poorLine", "poorLine", "ready", "poorLine"]);
});

test("a site at its checks is in no trouble while a test session is on", () => {
  const state = rehearsed(), checking = { connected: true, camera: false, microphone: false };
  const of = (now, presence) => conditionOf(now, { "ca-mau": presence }, "ca-mau", new Set(["ca-mau"]));
  assert.deepEqual([of(state, checking), of(state, { ...checking, camera: true }), of({ ...state, phase: "open", rehearsal: undefined }, checking)], ["checks", "no-sound", "no-sound"]);
});
