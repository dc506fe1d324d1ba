import assert from "node:assert/strict";
import test from "node:test";
import { moved, phaseActs, queueOf, tileOf, undoOf, wallOrder, countryOf, minutesFor } from "../../Public/lib/desk.js";
import { fold } from "../../Public/lib/conference.js";
import { bandOf, barOf, noticeOf, stageOf, stillOf, timerOf, titlesOf } from "../../Public/lib/views.js";
import { useLanguage } from "../../Public/lib/words.js";
import { here, holder, request, stateWith } from "./plan.js";

useLanguage("vi");
const nobody = new Set();
const away = { connected: false, camera: false, microphone: false };

test("the timer turns amber in the last minute and red when the time is over", () => {
  const tone = (seconds) => timerOf(holder("lao-cai", 0, 480), seconds * 1000).tone;
  assert.deepEqual([tone(0), tone(419), tone(420), tone(480), tone(481)], ["running", "running", "last", "last", "over"]);
});

test("a short speech has a shorter last part", () => {
  assert.equal(timerOf(holder("lao-cai", 0, 60), 40_000).tone, "running");
  assert.equal(timerOf(holder("lao-cai", 0, 60), 48_000).tone, "last");
});

test("time over is said with a plus and counts up", () => {
  assert.equal(timerOf(holder("lao-cai", 0, 60), 144_000).digits, "+01:24");
  assert.equal(timerOf(holder("lao-cai", 0, 3_725), 0).digits, "1:02:05");
});

test("titles break at commas, never inside one", () => {
  assert.deepEqual(titlesOf("Ủy viên Ban Thường vụ Tỉnh ủy, Phó Chủ tịch UBND tỉnh"), ["Ủy viên Ban Thường vụ Tỉnh ủy,", "Phó Chủ tịch UBND tỉnh"]);
});

test("the band names the delegate, his site and titles, and who is next", () => {
  const band = bandOf(stateWith({ floor: [{ ...holder("lao-cai"), delegate: "van" }], queue: [request("ca-mau")] }), 0);
  assert.deepEqual(band.people, [{ name: "Trần Thị Hồng Vân", site: "Lào Cai", titles: ["Phó Bí thư,", "Chủ tịch"] }]);
  assert.equal(band.next.name, "Cà Mau");
});

test("a holder without a delegate is named by its site", () => {
  assert.deepEqual(bandOf(stateWith({ floor: [holder("ca-mau")] }), 0).people, [{ name: "Cà Mau", site: "", titles: [] }]);
});

test("with nobody on the floor the centre stands in the band without a timer", () => {
  const band = bandOf(stateWith({ item: "khai-mac" }), 0);
  assert.equal(band.timer, null);
  assert.deepEqual(band.people, [{ name: "Trung tâm", site: "", titles: ["Khai mạc"] }]);
  assert.equal(band.next.name, "Trần Thị Hồng Vân");
});

const slot = (number, place, site, source = "camera") => ({ slot: number, place, site, source });
const layouts = [
  ["one speaker fills the stage", {}, [slot(0, "stage", "lao-cai")], "speaker", [0]],
  ["two holders stand side by side", {}, [slot(0, "stage", "lao-cai"), slot(1, "second", "ca-mau")], "dialogue", [0, 1]],
  ["the chair stands left of the speaker", { stage: "chairAndSpeaker" }, [slot(0, "stage", "lao-cai"), slot(1, "second", "trung-tam")], "chair", [1, 0]],
  ["a presentation comes before its speaker", { stage: "speakerAndPresentation" },
    [slot(0, "stage", "lao-cai"), slot(1, "presentation", "lao-cai", "presentation")], "presentation", [1, 0]],
  ["without a presentation the speaker keeps the stage", { stage: "speakerAndPresentation" }, [slot(0, "stage", "lao-cai")], "speaker", [0]],
  ["a gallery is all tiles", { stage: "gallery" }, ["lao-cai", "ca-mau", "ha-noi", "trung-tam"].map((site, index) => slot(index, "tile", site)), "gallery", [0, 1, 2, 3]],
  ["nothing yet", {}, [], "speaker", []],
];
for (const [name, change, slots, layout, order] of layouts) {
  test(name, () => {
    const stage = stageOf(stateWith(change), slots);
    assert.equal(stage.layout, layout);
    assert.deepEqual(stage.views.map((view) => view.slot), order);
  });
}

test("a picture that the band does not name carries a plate", () => {
  const state = stateWith({ stage: "chairAndSpeaker", floor: [holder("lao-cai")] });
  const { views } = stageOf(state, [slot(0, "stage", "lao-cai"), slot(1, "second", "trung-tam")]);
  assert.deepEqual(views.map((view) => view.plate), [{ name: "Trung tâm", role: "Chủ trì" }, null]);
});

test("outside a session a hall shows no stage but when it goes on", () => {
  assert.equal(stillOf(stateWith(), 0, { phase: null }, 0), null);
  const still = stillOf(stateWith({ phase: "recess", item: "tham-luan" }), 60_000, { phase: 0 }, 3);
  assert.equal(still.count, "19:00");
  assert.deepEqual(still.items.map((item) => item.title), ["Bế mạc"]);
});

const line = { media: { state: "connected", since: 0, wasConnected: true, reason: "" }, stream: { line: "open", lineSince: 0 }, presence: {}, here: 20_000, now: 20_000 };
test("a calm line says nothing", () => assert.equal(noticeOf(stateWith(), line), null));
test("a holder whose line dropped is said with the time that the floor is still held", () => {
  const attendance = { "ca-mau": { present: false, first: 0, since: null, left: 14_000, seconds: 14 } };
  const notice = noticeOf(stateWith({ floor: [holder("ca-mau")], attendance }), { ...line, presence: { "ca-mau": away } });
  assert.equal(notice.heading, "Đang kết nối lại với Cà Mau");
  assert.match(notice.text, /24 giây/);
});
test("the own line comes before the holder's", () => {
  const notice = noticeOf(stateWith({ floor: [holder("ca-mau")] }), { ...line, media: { ...line.media, state: "lost" }, presence: { "ca-mau": away } });
  assert.match(notice.heading, /trung tâm/);
});
test("a stale page says how old its words are, under the picture", () => {
  const notice = noticeOf(stateWith(), { ...line, stream: { line: "lost", lineSince: 5_000 } });
  assert.equal(notice.lost, false);
  assert.match(notice.text, /15 giây/);
});

const bar = (change) => barOf(stateWith(change), { hasMicrophone: true, isSharing: false, isShareWanted: false, canShare: true, connected: 2 });
test("a site that may ask can ask, one that waits can withdraw, one that holds can yield", () => {
  assert.deepEqual([bar({}).ask, bar({}).withdraw, bar({}).yields], [true, false, false]);
  const waiting = bar({ queue: [request("ca-mau"), request("lao-cai")] });
  assert.deepEqual([waiting.ask, waiting.withdraw, waiting.position], [false, true, "Chờ thứ 2"]);
  assert.deepEqual([bar({ floor: [holder("lao-cai")] }).yields, bar({ floor: [holder("lao-cai")] }).microphone], [true, "live"]);
});
test("nobody can ask outside a session", () => assert.equal(bar({ phase: "recess" }).ask, false));
test("an observer has no controls of a site", () => {
  const observer = bar({ you: { session: "s", role: "observer", site: null } });
  assert.deepEqual([observer.operates, observer.ask, observer.share], [false, false, "none"]);
});

test("a queue row says who, for how long, and what is wrong with the line", () => {
  const state = stateWith({ queue: [{ ...request("lao-cai"), item: "tham-luan" }, request("ca-mau")] });
  const rows = queueOf(state, { "lao-cai": here, "ca-mau": away }, 0, nobody);
  assert.deepEqual(rows.map(({ name, minutes, trouble }) => [name, minutes, trouble]),
    [["Trần Thị Hồng Vân", "8 phút", ""], ["Cà Mau", "5 phút", "chưa kết nối"]]);
});

test("the chair's time comes before the programme's", () => {
  const asked = { ...request("lao-cai"), item: "tham-luan" };
  assert.deepEqual([minutesFor(stateWith(), asked, 3), minutesFor(stateWith(), asked, 0), minutesFor(stateWith(), request("ca-mau"), 0)], [3, 8, 5]);
});

test("a wall by programme keeps its places whatever happens, a wall by trouble does not", () => {
  const presence = { "trung-tam": here, "lao-cai": here, "ca-mau": here };
  const state = stateWith({ queue: [request("ca-mau")] });
  assert.deepEqual(wallOrder(state, presence, "programme", nobody), ["trung-tam", "lao-cai", "ca-mau", "ha-noi"]);
  assert.deepEqual(wallOrder(state, presence, "trouble", nobody), ["ha-noi", "ca-mau", "trung-tam", "lao-cai"]);
});

test("a camera that nobody looks at is off, not broken", () => {
  const presence = { "ca-mau": { ...here, camera: false } };
  assert.equal(tileOf(stateWith(), presence, "ca-mau", nobody).condition, "ok");
  assert.equal(tileOf(stateWith(), presence, "ca-mau", new Set(["ca-mau"])).condition, "no-picture");
});

test("a tile says in words what its colour says", () => {
  const state = stateWith({ queue: [request("ca-mau")], muted: ["ca-mau"] });
  assert.equal(tileOf(state, { "ca-mau": { ...here, microphone: false } }, "ca-mau", nobody).says, "Cà Mau: không có tiếng, đăng ký thứ 1, đã tắt tiếng");
});

test("a province's own site speaks for it on the map, not the centre in it", () => {
  const { provinces, counts } = countryOf(stateWith(), { "trung-tam": here, "lao-cai": here }, nobody);
  assert.equal(provinces["01"].site, "ha-noi");
  assert.deepEqual(counts, { floor: 0, ok: 1, poor: 0, away: 2 });
});

test("moving in the queue names the whole new order, and nothing at its ends", () => {
  const state = stateWith({ queue: [request("lao-cai"), request("ca-mau"), request("ha-noi")] });
  assert.deepEqual(moved(state, "ca-mau", 1), ["lao-cai", "ha-noi", "ca-mau"]);
  assert.equal(moved(state, "lao-cai", -1), null);
});

test("each phase offers what may follow it", () => {
  assert.deepEqual(["draft", "convened", "open", "recess", "closed"].map((phase) => phaseActs(stateWith({ phase }))),
    [["convene"], ["open"], ["recess", "close"], ["resume", "close"], []]);
});

/** What the server would make of these commands, as far as the floor and the queue go. */
function obey(state, commands, at) {
  const types = { revoke: "floorRevoked", grant: "floorGranted", ask: "floorRequested", reorder: "queueReordered" };
  return commands.reduce((before, { type, ...fields }) => fold(before, { seq: before.seq + 1, at, event: { type: types[type], ...fields } }), state);
}
const shape = (state) => ({ floor: state.floor.map(({ site }) => site), queue: state.queue.map(({ site }) => site) });

test("undoing a grant gives the floor back with the time that was left, and the queue its order", () => {
  const before = stateWith({ floor: [holder("trung-tam", 0, 300)], queue: [request("lao-cai"), request("ca-mau")] });
  const after = fold(before, { seq: 2, at: 60_000, event: { type: "floorGranted", site: "lao-cai", seconds: 180, mode: "sole" } });
  const commands = undoOf(before, after, 63_000);
  assert.equal(commands.find(({ type }) => type === "grant").seconds, 237);
  assert.deepEqual(shape(obey(after, commands, 63_000)), shape(before));
});
test("undoing a dialogue leaves the first holder as he was", () => {
  const before = stateWith({ floor: [holder("trung-tam")], queue: [request("lao-cai")] });
  const after = fold(before, { seq: 2, at: 0, event: { type: "floorGranted", site: "lao-cai", seconds: 180, mode: "dialogue" } });
  const commands = undoOf(before, after, 1_000);
  assert.deepEqual(commands.map(({ type }) => type), ["revoke", "ask"]);
  assert.deepEqual(shape(obey(after, commands, 1_000)), shape(before));
});
test("undoing a revocation grants again, and never less than the server allows", () => {
  const before = stateWith({ floor: [holder("lao-cai", 0, 60)] });
  const after = fold(before, { seq: 2, at: 90_000, event: { type: "floorRevoked", site: "lao-cai", reason: "chair" } });
  assert.deepEqual(undoOf(before, after, 91_000), [{ type: "grant", site: "lao-cai", seconds: 5, mode: "sole" }]);
});
test("undoing does not ask again for a site that withdrew meanwhile", () => {
  const before = stateWith({ queue: [request("lao-cai"), request("ca-mau")] });
  const granted = fold(before, { seq: 2, at: 0, event: { type: "floorGranted", site: "lao-cai", seconds: 180, mode: "sole" } });
  const after = fold(granted, { seq: 3, at: 0, event: { type: "floorRequestWithdrawn", site: "ca-mau" } });
  assert.deepEqual(shape(obey(after, undoOf(before, after, 0), 0)), { floor: [], queue: ["lao-cai"] });
});
