// The rules that the pages mirror: closed items, who is next, budgets, who is there, messages, the map of a day.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { admits, admitsMe, conducted, conductedUnkept, conductOf, shownOf } from "../../Public/lib/closed.js";
import { completed } from "../../Public/lib/conference.js";
import { mapOn } from "../../Public/lib/country.js";
import { threads, withEntry, withMessages, withSite } from "../../Public/lib/messages.js";
import { speakingOrder } from "../../Public/lib/order.js";
import { countsOf, delegatesAt, presentAmong, quorumOf } from "../../Public/lib/roll.js";
import { budgetLeft, delegationOf, totals } from "../../Public/lib/times.js";
import { conditionOf, countryOf } from "../../Public/lib/wall.js";
import { holder, plan, request, stateWith } from "./plan.js";

const at = 1_000_000;
const closedPlan = {
  ...plan,
  programme: plan.programme.map((item) => item.id === "tham-luan" ? { ...item, admits: ["trung-tam", "lao-cai"] } : item),
};
const entry = (seq, type, fields = {}) => ({ seq, at, event: { type, ...fields } });

test("a state of an older server is completed", () => {
  const state = completed({ seq: 1, you: { role: "chair" }, conference: { sites: [], delegates: [], programme: [] }, phase: "open", queue: [], floor: [] });
  assert.deepEqual([state.interrupted, state.conference.channels, state.you.delegate, state.vote], [[], [], null, null]);
});

test("a closed item admits the sites it names, and whoever presides", () => {
  const state = stateWith({ conference: closedPlan, item: "tham-luan" });
  assert.deepEqual([admits(state, "lao-cai"), admits(state, "ca-mau"), admits(state, null)], [true, false, false]);
  assert.equal(admitsMe({ ...state, you: { ...state.you, role: "chair", site: null } }), true);
  assert.equal(admitsMe({ ...state, you: { ...state.you, role: "director", site: null } }), false);
  assert.equal(admits({ ...state, item: "khai-mac" }, "ca-mau"), true);
});

test("a site that a closed item does not admit sends nothing, and is not in trouble", () => {
  const silent = { connected: true, camera: false, microphone: false };
  const state = stateWith({ conference: closedPlan, item: "tham-luan" });
  const condition = (site) => conditionOf(state, { [site]: silent }, site, new Set([site]));
  assert.deepEqual([condition("ca-mau"), condition("lao-cai")], ["shut", "no-sound"]);
});

test("what happens in a closed item is shown while it lasts, and gone when it ends", () => {
  let conduct = conductOf(stateWith({ conference: closedPlan, item: "khai-mac" }));
  conduct = conducted(conduct, entry(2, "itemStarted", { item: "tham-luan" }));
  conduct = conductedUnkept(conduct, { at, event: { type: "floorGranted", site: "lao-cai", seconds: 60, mode: "sole" } });
  conduct = conducted(conduct, entry(3, "siteJoined", { site: "ca-mau" }));
  assert.deepEqual(shownOf(conduct).floor.map(({ site }) => site), ["lao-cai"]);
  assert.equal(shownOf(conduct).seq, 3);
  assert.equal(shownOf(conduct).attendance["ca-mau"].present, true);
  conduct = conducted(conduct, entry(4, "itemStarted", { item: "nghi" }));
  assert.deepEqual([shownOf(conduct).floor, shownOf(conduct).speeches, conduct.isStale], [[], [], false]);
});

test("a page that came into a closed item knows that it must ask for what was before", () => {
  const state = stateWith({ conference: closedPlan, item: "tham-luan", floor: [holder("lao-cai")] });
  const left = conducted(conductOf(state), entry(2, "itemStarted", { item: "nghi" }));
  assert.deepEqual([left.isStale, left.live], [true, null]);
});

test("a site that leaves after the end is in no trouble", () => {
  const condition = (phase) => conditionOf(stateWith({ phase }), {}, "lao-cai", new Set());
  assert.deepEqual([condition("recess"), condition("closed")], ["away", "gone"]);
  assert.deepEqual(countryOf(stateWith({ phase: "closed" }), {}, new Set()).counts, { floor: 0, ok: 0, poor: 0, away: 0 });
});

const order = (change) => speakingOrder(stateWith(change)).map(({ site, source }) => `${site} ${source}`);
test("points of order come first, then the programme's speakers, then the queue", () => {
  const queue = [request("ca-mau", 1, "pointOfOrder"), request("ha-noi", 2)];
  assert.deepEqual(order({ queue }), ["ca-mau pointOfOrder", "trung-tam programme", "lao-cai programme", "ha-noi queue"]);
});
test("the programme's speakers stop at what is not a speech, and leave out who has spoken", () => {
  assert.deepEqual(order({ item: "khai-mac", speeches: [{ site: "trung-tam", item: "khai-mac" }] }), ["lao-cai programme"]);
  assert.deepEqual(order({ item: "tham-luan", floor: [{ ...holder("lao-cai"), item: "tham-luan" }] }), []);
  assert.deepEqual(order({ notReached: { items: ["khai-mac"], requests: [] } }), ["lao-cai programme"]);
});
test("a speaker of the programme who also asked for his item stands once", () => {
  assert.deepEqual(order({ item: "tham-luan", queue: [{ ...request("lao-cai"), item: "tham-luan" }] }), ["lao-cai programme"]);
});

const withDelegations = (change = {}) => stateWith({
  conference: { ...plan, delegations: [{ id: "doan", name: { vi: "Đoàn" }, site: "lao-cai", minutes: 10 }],
    delegates: plan.delegates.map((delegate) => delegate.id === "van" ? { ...delegate, delegation: "doan" } : delegate) }, ...change,
});
test("a speech without a name counts for the only delegation of its site", () => {
  const state = withDelegations();
  assert.equal(delegationOf(state, { site: "lao-cai", delegate: null })?.id, "doan");
  assert.equal(delegationOf(state, { site: "lao-cai", delegate: "van" })?.id, "doan");
  assert.equal(delegationOf(state, { site: "ca-mau", delegate: null }), null);
});
test("what is left of a budget counts finished and running turns", () => {
  const state = withDelegations({
    speeches: [{ site: "lao-cai", delegate: null, item: null, kind: "intervention", start: 0, seconds: 100, allotted: 300, over: 0, end: "yielded" }],
    floor: [{ ...holder("lao-cai", at - 50_000), delegate: "van" }],
  });
  assert.equal(budgetLeft(state, { site: "lao-cai", delegate: "van" }, at)?.seconds, 450);
  assert.equal(budgetLeft(state, { site: "ca-mau", delegate: null }, at), null);
  assert.deepEqual(totals(state, at, ({ site }) => site), [{ key: "lao-cai", turns: 2, seconds: 150, over: 0, isOn: true }]);
});

test("the roll counts by status, and who was marked absent is not there", () => {
  const state = stateWith({ people: { van: { status: "late", at, substitute: null }, khiem: { status: "excused", at, substitute: null } } });
  const counts = countsOf(state, state.conference.delegates);
  assert.deepEqual([counts.late, counts.excused, counts.unmarked], [1, 1, 0]);
  assert.equal(presentAmong(state, state.conference.delegates), 1);
  assert.deepEqual(delegatesAt(state, "lao-cai").map(({ id }) => id), ["van"]);
});
test("a quorum is a share of all, rounded up", () => {
  const attendance = Object.fromEntries(["trung-tam", "lao-cai"].map((site) => [site, { present: true, first: 0, since: 0, left: null, seconds: 0 }]));
  assert.deepEqual(quorumOf(stateWith({ attendance, conference: { ...plan, quorum: { unit: "site", percent: 51 } } })),
    { unit: "site", total: 4, needed: 3, present: 2, isReached: false });
  assert.equal(quorumOf(stateWith()), null);
});

test("messages stand once, in their order, with their site", () => {
  const ask = { seq: 5, at, from: "ca-mau", to: "secretariat", text: "Mất tiếng" };
  const answer = { seq: 7, at, from: null, to: { site: "ca-mau" }, text: "Đang gọi" };
  let messages = withMessages([], [answer, ask]);
  messages = withEntry(messages, { seq: 7, at, event: { type: "messageSent", from: null, to: { site: "ca-mau" }, text: "Đang gọi" } });
  messages = withEntry(messages, { seq: 9, at, event: { type: "withheld" } });
  assert.deepEqual(messages.map(({ seq }) => seq), [5, 7]);
  assert.deepEqual(withSite(messages, "lao-cai"), []);
  assert.deepEqual(threads(messages, {}).map(({ site, unread, last }) => [site, unread, last.seq]), [["ca-mau", 0, 7]]);
  assert.equal(threads([ask], {})[0].unread, 1);
  assert.equal(threads([ask], { "ca-mau": 5 })[0].unread, 0);
});

test("a conference is drawn on the map of its own day", async () => {
  const { maps } = JSON.parse(await readFile(new URL("../../Public/data/tilemap.json", import.meta.url), "utf8"));
  const units = (day) => Object.keys(mapOn(maps, day).units).length;
  assert.deepEqual([units("2021-12-14"), units("2025-06-30"), units("2025-07-01"), units("2026-12-14")], [63, 63, 34, 34]);
  assert.deepEqual([mapOn(maps, "2025-06-30").units["44"].name, mapOn(maps, "2025-07-01").units["44"].name], ["Quảng Bình", "Quảng Trị"]);
});
