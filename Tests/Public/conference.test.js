import assert from "node:assert/strict";
import test from "node:test";
import { fold, inLanguage, nextItem, queuePosition, secondsLeft, secondsPresent, speakerOf } from "../../Public/lib/conference.js";
import { holder, plan, request, stateWith } from "./plan.js";

const at = 1_639_450_000_000;
/** The parts of the state that one event changes. */
function after(event, change = {}) {
  const before = stateWith(change);
  const state = fold(before, { seq: before.seq + 1, at, event });
  assert.equal(state.seq, before.seq + 1);
  return Object.fromEntries(Object.entries(state).filter(([key, value]) => key !== "seq" && value !== before[key]));
}

const cases = [
  ["a conference is created as a draft", { type: "conferenceCreated", conference: { ...plan, id: "new" } }, { phase: "open" },
    { conference: { ...plan, id: "new" }, phase: "draft", queue: [], floor: [], muted: [], attendance: {} }],
  ["convening", { type: "conferenceConvened" }, { phase: "draft" }, { phase: "convened" }],
  ["opening", { type: "sessionOpened" }, { phase: "convened" }, { phase: "open" }],
  ["a recess", { type: "sessionRecessed" }, {}, { phase: "recess" }],
  ["resuming", { type: "sessionResumed" }, { phase: "recess" }, { phase: "open" }],
  ["closing empties the floor and the queue", { type: "conferenceClosed" }, { floor: [holder("lao-cai")], queue: [request("ca-mau")] },
    { phase: "closed", floor: [], queue: [] }],
  ["a site joins for the first time", { type: "siteJoined", site: "lao-cai" }, {},
    { attendance: { "lao-cai": { present: true, first: at, since: at, left: null, seconds: 0 } } }],
  ["a site comes back", { type: "siteJoined", site: "lao-cai" },
    { attendance: { "lao-cai": { present: false, first: 5, since: null, left: 9, seconds: 40 } } },
    { attendance: { "lao-cai": { present: true, first: 5, since: at, left: null, seconds: 40 } } }],
  ["a site leaves, and its stay is counted in whole seconds", { type: "siteLeft", site: "lao-cai" },
    { attendance: { "lao-cai": { present: true, first: 5, since: at - 61_999, left: null, seconds: 40 } } },
    { attendance: { "lao-cai": { present: false, first: 5, since: null, left: at, seconds: 101 } } }],
  ["an item starts", { type: "itemStarted", item: "nghi" }, {}, { item: "nghi" }],
  ["asking puts a site at the end of the queue", { type: "floorRequested", site: "ca-mau", item: "be-mac" }, { queue: [request("ha-noi")] },
    { queue: [request("ha-noi"), { site: "ca-mau", delegate: null, item: "be-mac", since: at }] }],
  ["withdrawing", { type: "floorRequestWithdrawn", site: "ha-noi" }, { queue: [request("ha-noi"), request("ca-mau")] }, { queue: [request("ca-mau")] }],
  ["the queue in a new order", { type: "queueReordered", sites: ["ca-mau", "ha-noi"] }, { queue: [request("ha-noi", 1), request("ca-mau", 2)] },
    { queue: [request("ca-mau", 2), request("ha-noi", 1)] }],
  ["a sole grant replaces the holder and leaves the queue",
    { type: "floorGranted", site: "ca-mau", seconds: 180, mode: "sole" }, { floor: [holder("lao-cai")], queue: [request("ca-mau")] },
    { floor: [holder("ca-mau", at, 180)], queue: [] }],
  ["a dialogue joins the holder on the other seat",
    { type: "floorGranted", site: "ca-mau", delegate: "x", item: "be-mac", seconds: 60, mode: "dialogue" }, { floor: [holder("lao-cai")] },
    { floor: [holder("lao-cai"), { ...holder("ca-mau", at, 60, 2), delegate: "x", item: "be-mac" }], queue: [] }],
  ["a dialogue whose first side left takes the free seat",
    { type: "floorGranted", site: "ca-mau", seconds: 60, mode: "dialogue" }, { floor: [holder("lao-cai", 0, 300, 2)] },
    { floor: [holder("lao-cai", 0, 300, 2), holder("ca-mau", at, 60, 1)], queue: [] }],
  ["more time", { type: "floorExtended", site: "lao-cai", seconds: 120 }, { floor: [holder("lao-cai")] }, { floor: [holder("lao-cai", 0, 420)] }],
  ["the floor is taken back", { type: "floorRevoked", site: "lao-cai", reason: "chair" }, { floor: [holder("lao-cai")] }, { floor: [] }],
  ["the floor is yielded", { type: "floorYielded", site: "lao-cai" }, { floor: [holder("lao-cai"), holder("ca-mau")] }, { floor: [holder("ca-mau")] }],
  ["a layout", { type: "stageLaidOut", layout: "gallery" }, {}, { stage: "gallery" }],
  ["a site is muted", { type: "siteMuted", site: "ca-mau" }, { muted: ["lao-cai"] }, { muted: ["ca-mau", "lao-cai"] }],
  ["a site is unmuted", { type: "siteUnmuted", site: "ca-mau" }, { muted: ["ca-mau", "lao-cai"] }, { muted: ["lao-cai"] }],
  ["an event of a later version changes nothing", { type: "somethingNew", site: "ca-mau" }, {}, {}],
];
for (const [name, event, before, expected] of cases) {
  test(name, () => assert.deepEqual(after(event, before), expected));
}

test("an entry that is already in the state changes nothing", () => {
  const state = stateWith({ seq: 7 });
  assert.equal(fold(state, { seq: 7, at, event: { type: "sessionRecessed" } }), state);
});

test("folding leaves the state before it as it was", () => {
  const state = Object.freeze(stateWith({ queue: Object.freeze([request("ha-noi")]) }));
  fold(state, { seq: 2, at, event: { type: "floorRequested", site: "ca-mau" } });
  assert.deepEqual(state.queue, [request("ha-noi")]);
});

test("places in the queue count from one", () => {
  const state = stateWith({ queue: [request("ha-noi"), request("ca-mau")] });
  assert.deepEqual([queuePosition(state, "ca-mau"), queuePosition(state, "lao-cai"), queuePosition(state, null)], [2, 0, 0]);
});

test("a holder's time is counted from the grant", () => {
  assert.equal(secondsLeft(holder("lao-cai", 10_000, 60), 40_000), 30);
  assert.equal(secondsLeft(holder("lao-cai", 10_000, 60), 84_000), -14);
});

test("attendance adds the present stay to the finished ones", () => {
  assert.equal(secondsPresent({ present: true, first: 0, since: 5_000, left: null, seconds: 10 }, 8_000), 13);
  assert.equal(secondsPresent(undefined, 8_000), 0);
});

test("a floor without a delegate names the item's speaker only at his own site", () => {
  const state = stateWith();
  assert.equal(speakerOf(state, { site: "lao-cai", delegate: null, item: "tham-luan" })?.id, "van");
  assert.equal(speakerOf(state, { site: "ca-mau", delegate: null, item: "tham-luan" }), null);
});

test("the next item is the first before any has begun, and none after the last", () => {
  assert.equal(nextItem(stateWith())?.id, "khai-mac");
  assert.equal(nextItem(stateWith({ item: "be-mac" })), null);
});

test("a text that lacks one language is shown in the other", () => {
  assert.equal(inLanguage({ vi: "Hà Nội", en: "" }, "en"), "Hà Nội");
});
