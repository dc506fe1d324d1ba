// What the director, the secretariat, the voters and the delegates see.
import assert from "node:assert/strict";
import test from "node:test";
import { ballotOf, resultOf, underWay } from "../../Public/lib/ballot.js";
import { myFloor, onNow, programmeOf } from "../../Public/lib/delegate.js";
import { siteActs } from "../../Public/lib/desk.js";
import { captionOf, isOnAir, picturedSites, stageOfPlan, withLayout, withSite } from "../../Public/lib/director.js";
import { inboxOf, newsOf, rollOf, shelfOf, threadOf } from "../../Public/lib/lists.js";
import { quorumWords, rollByKind, rollBySite, timesTable } from "../../Public/lib/tables.js";
import { useLanguage } from "../../Public/lib/words.js";
import { holder, request, stateWith } from "./plan.js";

useLanguage("vi");
const you = (role, more = {}) => ({ session: "s", role, site: null, delegate: null, channel: null, ...more });

test("a plan takes as many sites as its layout has places, the latest ones", () => {
  let plan = { layout: "gallery", sites: [] };
  for (const site of ["trung-tam", "lao-cai", "ca-mau", "ha-noi"]) plan = withSite(plan, site);
  assert.equal(plan.sites.length, 4);
  assert.deepEqual(withSite(plan, "lao-cai").sites, ["trung-tam", "ca-mau", "ha-noi"]);
  assert.deepEqual(withLayout(plan, "pictureInPicture").sites, ["ha-noi"]);
});
test("a plan without sites follows the floor, and some layouts bring the centre", () => {
  const state = stateWith({ floor: [holder("lao-cai")] });
  assert.deepEqual(picturedSites(state, { layout: "speaker", sites: [] }), ["lao-cai"]);
  assert.deepEqual(picturedSites(state, { layout: "chairAndSpeaker", sites: ["ca-mau"] }), ["ca-mau", "trung-tam"]);
  assert.equal(captionOf(state, { layout: "speaker", sites: ["ca-mau"] }), "Cà Mau");
});
test("a preview stands as it would on air, of the slots that the wall has", () => {
  const slots = { "ca-mau": 5, "trung-tam": 2 };
  const slotOf = (site) => site in slots ? { slot: slots[site] } : null;
  const inset = stageOfPlan(stateWith(), { layout: "pictureInPicture", sites: ["ca-mau"] }, slotOf, []);
  assert.deepEqual([inset.layout, inset.views.map(({ slot }) => slot)], ["inset", [5, 2]]);
  const gone = stageOfPlan(stateWith(), { layout: "speaker", sites: ["ha-noi"] }, slotOf, []);
  assert.deepEqual(gone.views, []);
});
test("what is on air already needs no taking", () => {
  const state = stateWith({ stage: "gallery", shown: ["ca-mau"] });
  assert.deepEqual([isOnAir(state, { layout: "gallery", sites: ["ca-mau"] }), isOnAir(state, { layout: "gallery", sites: [] })], [true, false]);
});

const vote = { id: "v", title: "Thông qua", options: ["Đồng ý", "Không"], unit: "site", isSecret: false, item: null, voted: ["lao-cai"], ballots: { "lao-cai": 1 } };
test("an operator casts for the site, and not twice", () => {
  const { mine } = ballotOf(stateWith({ vote }));
  assert.deepEqual([mine.hasVoted, mine.choice], [true, "Không"]);
  assert.equal(ballotOf(stateWith({ vote: { ...vote, voted: [], ballots: {} } })).mine.hasVoted, false);
});
test("in a vote by delegate an operator casts for each, unless it is secret", () => {
  const byDelegate = { ...vote, unit: "delegate", voted: [], ballots: {} };
  assert.deepEqual(ballotOf(stateWith({ vote: byDelegate })).voters.map(({ delegate }) => delegate), ["van"]);
  const secret = ballotOf(stateWith({ vote: { ...byDelegate, isSecret: true, ballots: null } }));
  assert.deepEqual(secret.voters, []);
  assert.match(secret.why, /liên kết của mình/);
  const own = ballotOf(stateWith({ vote: { ...byDelegate, isSecret: true, ballots: null }, you: you("delegate", { delegate: "van", site: "lao-cai" }) }));
  assert.equal(own.mine.id, "van");
});
test("a vote under way counts what is open, and names who is missing", () => {
  const view = underWay(stateWith({ vote }));
  assert.deepEqual([view.rows.map(({ count }) => count), view.missing.length, view.progress], [["0", "1"], 3, "1/4 đã biểu quyết"]);
  assert.equal(resultOf(stateWith(), { ...vote, counts: [3, 1], eligible: 4, at: 0 }).rows[0].percent, "75 %");
});

test("a delegate's page says where the delegate stands", () => {
  const mine = (change) => myFloor(stateWith({ you: you("delegate", { delegate: "van", site: "lao-cai" }), ...change }));
  assert.deepEqual([mine({}).ask, mine({}).withdraw], [true, false]);
  const asked = mine({ queue: [request("ca-mau"), { ...request("lao-cai"), delegate: "van" }] });
  assert.deepEqual([asked.ask, asked.point, asked.withdraw, asked.says], [false, true, true, "Đã đăng ký, chờ thứ 2."]);
  const other = mine({ queue: [request("lao-cai")] });
  assert.deepEqual([other.ask, other.withdraw], [false, false]);
  assert.equal(mine({ floor: [{ ...holder("lao-cai"), delegate: "van" }] }).tone, "holding");
  assert.equal(mine({ phase: "recess" }).ask, false);
});
test("what is on names the item, the speaker and who is next", () => {
  const view = onNow(stateWith({ item: "khai-mac", floor: [{ ...holder("trung-tam"), delegate: "khiem", item: "khai-mac" }] }), 0);
  assert.deepEqual([view.item, view.speaker, view.next], ["Khai mạc", "Phạm Đức Khiêm, Trung tâm", "Trần Thị Hồng Vân, Lào Cai"]);
  assert.deepEqual(programmeOf(stateWith({ item: "tham-luan" }), 0).map(({ when }) => when), ["done", "now", "next", "next"]);
});

test("a site presents its own documents and the centre's, while it has the floor", () => {
  const documents = [{ id: "a", name: "A.pdf", pages: 3, site: "lao-cai" }, { id: "b", name: "B.pdf", pages: 3, site: null }, { id: "c", name: "C.pdf", pages: 3, site: "ca-mau" }];
  const shelf = shelfOf(stateWith({ documents, floor: [holder("lao-cai")] }), "lao-cai");
  assert.deepEqual([shelf.mayPresent, shelf.rows.map(({ name }) => name)], [true, ["A", "B"]]);
  assert.equal(shelfOf(stateWith({ documents }), "lao-cai").mayPresent, false);
  assert.equal(shelfOf(stateWith({ documents }), null).mayPresent, true);
});
test("messages are read from the reader's side", () => {
  const messages = [{ seq: 3, at: 0, from: "lao-cai", to: "secretariat", text: "A" }, { seq: 4, at: 0, from: null, to: { site: "lao-cai" }, text: "B" }];
  assert.deepEqual(threadOf(stateWith(), messages).map(({ mine }) => mine), [true, false]);
  assert.equal(newsOf(stateWith(), messages, 3).text, "B");
  assert.equal(newsOf(stateWith(), messages, 4), null);
  assert.equal(inboxOf(stateWith(), messages, {})[0].text, "Đã gửi: B");
});

test("the roll stands by kind of site and by site, those where somebody is missing first", () => {
  const state = stateWith({ people: { khiem: { status: "present", at: 0, substitute: null } } });
  assert.deepEqual(rollBySite(state).rows.map(({ id }) => id), ["lao-cai", "trung-tam"]);
  assert.deepEqual(rollByKind(state).rows.map(({ id, cells }) => [id, cells[2]]), [["centre", "1/1"], ["province", "0/1"], ["all", "1/2"]]);
  assert.equal(rollOf(state, "lao-cai").rows[0].status, null);
  assert.equal(quorumWords(state).isShort, false);
});
test("speaking times add up by person and site, the longest first", () => {
  const turn = (site, delegate, seconds) => ({ site, delegate, item: null, kind: "intervention", start: 0, seconds, allotted: 60, over: Math.max(0, seconds - 60), end: "yielded" });
  const state = stateWith({ speeches: [turn("lao-cai", "van", 50), turn("ca-mau", null, 90), turn("lao-cai", "van", 70)] });
  assert.deepEqual(timesTable(state, 0, "delegate").rows.map(({ cells }) => cells), [["Trần Thị Hồng Vân, Lào Cai", "2", "02:00", "00:10"]]);
  assert.deepEqual(timesTable(state, 0, "site").rows.map(({ id }) => id), ["lao-cai", "ca-mau"]);
});

test("what can be done with a site follows from where it stands", () => {
  const acts = (change, site = "ca-mau") => siteActs(stateWith(change), site);
  assert.deepEqual(acts({}), ["grant", "point", "ask"]);
  assert.deepEqual(acts({ floor: [holder("ca-mau")] }), ["revoke"]);
  assert.deepEqual(acts({ floor: [holder("lao-cai")], queue: [request("ca-mau")] }), ["grant", "point", "withdraw", "dialogue"]);
  assert.deepEqual(acts({ floor: [holder("lao-cai")], interrupted: [holder("ca-mau")] }), ["revoke"]);
  assert.deepEqual(acts({ phase: "recess" }), []);
});
