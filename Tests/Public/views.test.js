import assert from "node:assert/strict";
import test from "node:test";
import { fold } from "../../Public/lib/conference.js";
import { agendaOf, budgetWords, figuresOf, floorOf, lateness, minutesFor, phaseActs, queueOf } from "../../Public/lib/desk.js";
import { timerOf, titlesOf } from "../../Public/lib/person.js";
import { emptyWords, stageOf } from "../../Public/lib/stage.js";
import { stillOf } from "../../Public/lib/still.js";
import { moved, undoOf } from "../../Public/lib/undo.js";
import { bandOf, barOf, lineOf, noticeOf } from "../../Public/lib/views.js";
import { countryOf, tileOf, troublesOf, wallOrder } from "../../Public/lib/wall.js";
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
  const band = bandOf(stateWith({ item: "nghi", floor: [{ ...holder("lao-cai"), delegate: "van" }], queue: [request("ca-mau")] }), 0);
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
  assert.equal(band.next.name, "Phạm Đức Khiêm");
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
  const state = stateWith({ item: "nghi", queue: [{ ...request("lao-cai"), item: "tham-luan" }, request("ca-mau")] });
  const rows = queueOf(state, { "lao-cai": here, "ca-mau": away }, 0, nobody, 0);
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

test("a weak line is said on the wall, among the troubles and to the site itself", () => {
  const presence = { "trung-tam": here, "lao-cai": { ...here, up: "weak", down: "veryWeak" }, "ca-mau": here, "ha-noi": { ...here, up: "veryWeak", down: "veryWeak" } };
  const tile = tileOf(stateWith({ muted: ["lao-cai"], queue: [] }), presence, "lao-cai", nobody);
  assert.equal(tile.condition, "weak-line");
  assert.equal(tile.says, "Lào Cai: đường truyền yếu, thứ 2 trong danh sách, đã tắt tiếng");
  const [{ kind, rows }] = troublesOf(stateWith(), presence, nobody, 0).groups;
  assert.equal(kind, "weak-line");
  assert.deepEqual(rows.map(({ what }) => what).toSorted(), ["Đường về rất yếu: khó theo dõi hội nghị", "Đường đi rất yếu: nơi khác khó nghe rõ"]);
  const speaking = stateWith({ floor: [holder("lao-cai")] });
  assert.match(tileOf(speaking, presence, "lao-cai", nobody).says, /đang phát biểu.*đường truyền yếu/);
  assert.equal(troublesOf(speaking, presence, nobody, 0).groups[0].rows.length, 2);
  assert.match(noticeOf(stateWith(), { ...line, presence, site: "lao-cai" })?.text ?? "", /^Đường truyền về điểm cầu rất yếu/);
  assert.equal(noticeOf(stateWith(), { ...line, presence, site: "trung-tam" }), null);
});

test("a tile says in words what its colour says", () => {
  const state = stateWith({ item: "nghi", queue: [request("ca-mau")], muted: ["ca-mau"] });
  assert.equal(tileOf(state, { "ca-mau": { ...here, microphone: false } }, "ca-mau", nobody).says, "Cà Mau: không có tiếng, thứ 1 trong danh sách, đã tắt tiếng");
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
test("undoing an interruption leaves whom it set aside to come back, and puts the point of order back at the head", () => {
  const before = stateWith({ floor: [holder("trung-tam")], queue: [request("lao-cai", 0, "pointOfOrder"), request("ca-mau")] });
  const after = fold(before, { seq: 2, at: 0, event: { type: "floorGranted", site: "lao-cai", seconds: 120, mode: "interruption" } });
  assert.deepEqual(undoOf(before, after, 1_000), [
    { type: "revoke", site: "lao-cai" }, { type: "ask", site: "lao-cai", kind: "pointOfOrder" }, { type: "reorder", sites: ["lao-cai", "ca-mau"] },
  ]);
});
test("undoing the revocation of an interrupter sets the other aside again", () => {
  const aside = { ...holder("trung-tam"), spokenMilliseconds: 60_000 };
  const before = stateWith({ floor: [holder("lao-cai", 0, 120)], interrupted: [aside] });
  const after = stateWith({ floor: [{ ...aside, since: 5_000 }] });
  assert.deepEqual(undoOf(before, after, 5_000), [{ type: "grant", site: "lao-cai", seconds: 115, mode: "interruption" }]);
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

test("whom an interruption set aside stands in the band as waiting, with his time", () => {
  const band = bandOf(stateWith({ floor: [{ ...holder("ca-mau"), kind: "pointOfOrder" }], interrupted: [{ ...holder("lao-cai", 0, 300), spokenMilliseconds: 60_000 }] }), 9_000);
  assert.deepEqual([band.nextLabel, band.next.name, band.next.site, band.isPointOfOrder], ["Đang chờ", "Lào Cai", "còn 04:00", true]);
});

const line2 = (change, now = 0) => lineOf(stateWith(change), now);
const result = { id: "v", title: "Thông qua", options: ["Đồng ý", "Không"], unit: "site", isSecret: false, item: null, counts: [3, 1], eligible: 4, at: 1_000 };
test("the line across the hall is the vote, else a fresh result, else the announcement", () => {
  const announcement = { text: "Chụp ảnh", at: 0 };
  const vote = { ...result, voted: ["ca-mau"], ballots: {} };
  assert.equal(line2({ vote, announcement }).text, "Thông qua. 1/4 đã biểu quyết");
  assert.equal(line2({ votes: [result], announcement }, 2_000).text, "Thông qua: Đồng ý 3 · Không 1");
  assert.equal(line2({ votes: [result], announcement }, 100_000).text, "Chụp ảnh");
  assert.equal(line2({}), null);
});

const closed = (change) => stateWith({ item: "tham-luan", conference: { ...stateWith().conference, start: "08:00", day: "2026-12-14",
  programme: stateWith().conference.programme.map((item) => item.id === "tham-luan" ? { ...item, admits: ["trung-tam", "ca-mau"] } : item) }, ...change });
test("a hall that a closed item does not admit is told when it comes back", () => {
  const start = Date.parse("2026-12-14T02:00:00Z");
  const still = stillOf(closed({ items: { "tham-luan": { started: start, ended: null } } }), start + 60_000, { phase: null }, 3);
  assert.equal(still.heading, "Nội dung kín");
  assert.match(still.more, /09:08/);
  assert.equal(stillOf(closed({ you: { session: "s", role: "operator", site: "ca-mau" } }), start, { phase: null }, 3), null);
});
test("the start and the end of a recess are counted down", () => {
  const start = Date.parse("2026-12-14T01:00:00Z");
  assert.equal(stillOf(closed({ phase: "convened", item: null }), start - 90_000, { phase: null }, 3).count, "01:30");
  assert.equal(stillOf(stateWith({ phase: "recess", until: 120_000 }), 60_000, { phase: null }, 3).count, "01:00");
});
test("a document's page takes the presentation's place", () => {
  const state = stateWith({ stage: "speakerAndPresentation", documents: [{ id: "d", name: "Báo cáo.pdf", pages: 9, site: null }], presentation: { site: "lao-cai", document: "d", page: 4 } });
  const stage = stageOf(state, [slot(0, "stage", "lao-cai")]);
  assert.deepEqual([stage.layout, stage.page.name, stage.page.says, stage.views.length], ["page", "Báo cáo", "Trang 4/9", 1]);
});
test("whom the director shows and the band does not name carries a plate", () => {
  const { views } = stageOf(stateWith({ shown: ["ca-mau"], floor: [holder("lao-cai")] }), [slot(0, "stage", "ca-mau")]);
  assert.equal(views[0].plate.name, "Cà Mau");
});
test("the centre stands small in a corner", () => {
  const stage = stageOf(stateWith({ stage: "pictureInPicture", floor: [holder("lao-cai")] }), [slot(0, "stage", "lao-cai"), slot(1, "inset", "trung-tam")]);
  assert.deepEqual([stage.layout, stage.views.map(({ place, plate }) => [place, plate])], ["inset", [["stage", null], ["inset", null]]]);
});

test("the chair sees how late the conference is and when each item begins from now on", () => {
  const start = Date.parse("2026-12-14T01:00:00Z");
  const state = closed({ item: "khai-mac", items: { "khai-mac": { started: start + 5 * 60_000, ended: null } } });
  assert.equal(lateness(state, start + 6 * 60_000).words, "Chậm 5 phút");
  assert.deepEqual(agendaOf(state, start + 6 * 60_000, { item: null }).map(({ number }) => number), ["08:05", "08:15", "08:23", "08:43"]);
  assert.equal(lateness(state, start + 20 * 60_000).words, "Chậm 10 phút");
});
test("an item that was passed over is not reached, and not passed over again", () => {
  const row = agendaOf(stateWith({ notReached: { items: ["nghi"], requests: [] } }), 0, { item: null })[2];
  assert.deepEqual([row.when, row.canPass, row.canBegin], ["missed", false, true]);
});
test("figures say who is there and whether it is enough", () => {
  const conference = { ...stateWith().conference, quorum: { unit: "site", percent: 50 } };
  const figures = figuresOf(stateWith({ conference }), 3);
  assert.deepEqual([figures.people, figures.quorum, figures.isShort], ["", "Chưa đủ túc số 0/2", true]);
});
test("a budget is said in whole minutes until its last", () => {
  const conference = { ...stateWith().conference, delegations: [{ id: "d", name: { vi: "Đoàn" }, site: "lao-cai", minutes: 10 }] };
  const words = (seconds) => budgetWords(stateWith({ conference, speeches: [{ site: "lao-cai", delegate: null, seconds, over: 0 }] }), { site: "lao-cai", delegate: null }, 0).words;
  assert.deepEqual([words(90), words(570), words(660)], ["đoàn còn 8 phút", "đoàn còn 30 giây", "đoàn quá 1 phút"]);
});
test("trouble is listed worst first, with whom to phone", () => {
  const conference = { ...stateWith().conference, sites: stateWith().conference.sites.map((site) => site.id === "ca-mau" ? { ...site, contact: { name: "An", phone: "0900" } } : site) };
  const list = troublesOf(stateWith({ conference }), { "trung-tam": here, "lao-cai": { ...here, microphone: false }, "ha-noi": here }, nobody, 0);
  assert.deepEqual(list.groups.map(({ kind, rows }) => [kind, rows[0].name, rows[0].contact?.phone ?? null]), [["away", "Cà Mau", "0900"], ["no-sound", "Lào Cai", null]]);
  assert.equal(list.well, 2);
});

test("an empty stage says whether its site is away, has no camera, or is only beginning", () => {
  const state = stateWith({ floor: [holder("lao-cai", 0)] });
  assert.equal(emptyWords(state, { "lao-cai": away }, 9_000), "Lào Cai chưa kết nối");
  assert.equal(emptyWords(state, {}, 9_000), "Lào Cai chưa kết nối");
  assert.equal(emptyWords(state, { "lao-cai": { ...here, camera: false } }, 9_000), "Lào Cai không có hình");
  assert.equal(emptyWords(state, { "lao-cai": { ...here, camera: false } }, 1_000), "Đang chờ hình từ Lào Cai");
});

test("with nobody on the floor the desk says whether the central hall is in the picture", () => {
  const lead = (presence) => floorOf(stateWith(), 0, 1, null, presence).nobody.lead;
  assert.equal(lead({ "trung-tam": here }), "Hội trường trung tâm đang lên hình.");
  assert.equal(lead({ "trung-tam": away }), "Hội trường trung tâm chưa kết nối.");
});
