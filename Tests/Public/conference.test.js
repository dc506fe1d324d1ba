import assert from "node:assert/strict";
import test from "node:test";
import { fold, inLanguage, nextItem, queuePosition, secondsLeft, secondsPresent, speakerOf } from "../../Public/lib/conference.js";
import { holder, plan, request, stateWith } from "./plan.js";

const at = 1_639_450_000_000;
const speech = (site, start, seconds, end) => ({
  site, delegate: null, item: null, kind: "intervention", start, seconds, allotted: 300, over: 0, end,
});
const shut = { ...stateWith().conference, programme: plan.programme.map((item) => item.id === "be-mac" ? { ...item, admits: ["ha-noi"] } : item) };
const ballot = { vote: "v", title: "Thông qua", options: ["Đồng ý", "Không"], unit: "site", isSecret: false };
const opened = { id: "v", title: "Thông qua", options: ["Đồng ý", "Không"], unit: "site", isSecret: false, item: null, voted: [] };

const cases = [
  ["a conference is created as a draft", { type: "conferenceCreated", conference: { ...plan, id: "new" } }, { phase: "open" },
    { conference: stateWith({ conference: { ...plan, id: "new" } }).conference, phase: "draft" }],
  ["convening", { type: "conferenceConvened" }, { phase: "draft" }, { phase: "convened" }],
  ["opening", { type: "sessionOpened" }, { phase: "convened" }, { phase: "open" }],
  ["a recess", { type: "sessionRecessed" }, {}, { phase: "recess" }],
  ["resuming", { type: "sessionResumed" }, { phase: "recess" }, { phase: "open" }],
  ["closing empties the floor and the queue", { type: "conferenceClosed" }, { floor: [holder("lao-cai", at - 9_900)], queue: [request("ca-mau")] },
    { phase: "closed", floor: [], queue: [], speeches: [speech("lao-cai", at - 9_900, 9, "closed")] }],
  ["a site joins for the first time", { type: "siteJoined", site: "lao-cai" }, {},
    { attendance: { "lao-cai": { present: true, first: at, since: at, left: null, seconds: 0 } } }],
  ["a site comes back", { type: "siteJoined", site: "lao-cai" },
    { attendance: { "lao-cai": { present: false, first: 5, since: null, left: 9, seconds: 40 } } },
    { attendance: { "lao-cai": { present: true, first: 5, since: at, left: null, seconds: 40 } } }],
  ["a site leaves, and its stay is counted in whole seconds", { type: "siteLeft", site: "lao-cai" },
    { attendance: { "lao-cai": { present: true, first: 5, since: at - 61_999, left: null, seconds: 40 } } },
    { attendance: { "lao-cai": { present: false, first: 5, since: null, left: at, seconds: 101 } } }],
  ["an item starts", { type: "itemStarted", item: "nghi" }, {}, { item: "nghi", items: { nghi: { started: at, ended: null } } }],
  ["an item ends when another starts, and one that was passed over is reached after all", { type: "itemStarted", item: "nghi" },
    { item: "khai-mac", items: { "khai-mac": { started: 5, ended: null } }, notReached: { items: ["nghi", "be-mac"], requests: [] } },
    { item: "nghi", items: { "khai-mac": { started: 5, ended: at }, nghi: { started: at, ended: null } }, notReached: { items: ["be-mac"], requests: [] } }],
  ["an item that starts again keeps its first start", { type: "itemStarted", item: "khai-mac" },
    { items: { "khai-mac": { started: 5, ended: 9 } } }, { item: "khai-mac", items: { "khai-mac": { started: 5, ended: null } } }],
  ["a closed item begins without the floor, the presentation, and those it does not admit", { type: "itemStarted", item: "be-mac" },
    { conference: shut, floor: [holder("lao-cai", at)], queue: [request("ca-mau"), request("ha-noi")], presentation: { site: "lao-cai", document: null, page: null } },
    { item: "be-mac", items: { "be-mac": { started: at, ended: null } }, floor: [], speeches: [speech("lao-cai", at, 0, "revoked")], queue: [request("ha-noi")], presentation: null }],
  ["an item is passed over", { type: "itemNotReached", item: "nghi" }, {}, { notReached: { items: ["nghi"], requests: [] } }],
  ["a request that was not reached leaves the queue and is remembered", { type: "requestNotReached", site: "ca-mau" }, { queue: [request("ca-mau")] },
    { queue: [], notReached: { items: [], requests: [request("ca-mau")] } }],
  ["a recess with its end takes the floor", { type: "sessionRecessed", until: at + 600_000 }, { floor: [holder("lao-cai", at - 60_000)] },
    { phase: "recess", until: at + 600_000, floor: [], speeches: [speech("lao-cai", at - 60_000, 60, "recess")] }],
  ["after a recess its end is forgotten", { type: "sessionResumed" }, { phase: "recess", until: at }, { phase: "open", until: null }],
  ["asking puts a site at the end of the queue", { type: "floorRequested", site: "ca-mau", item: "be-mac" }, { queue: [request("ha-noi")] },
    { queue: [request("ha-noi"), { ...request("ca-mau", at), item: "be-mac" }] }],
  ["a point of order goes to the head, behind earlier ones", { type: "floorRequested", site: "ca-mau", kind: "pointOfOrder" },
    { queue: [request("trung-tam", 1, "pointOfOrder"), request("ha-noi")] },
    { queue: [request("trung-tam", 1, "pointOfOrder"), request("ca-mau", at, "pointOfOrder"), request("ha-noi")] }],
  ["withdrawing", { type: "floorRequestWithdrawn", site: "ha-noi" }, { queue: [request("ha-noi"), request("ca-mau")] }, { queue: [request("ca-mau")] }],
  ["the queue in a new order", { type: "queueReordered", sites: ["ca-mau", "ha-noi"] }, { queue: [request("ha-noi", 1), request("ca-mau", 2)] },
    { queue: [request("ca-mau", 2), request("ha-noi", 1)] }],
  ["a sole grant replaces the holder and leaves the queue",
    { type: "floorGranted", site: "ca-mau", seconds: 180, mode: "sole" }, { floor: [holder("lao-cai", at - 310_500)], queue: [request("ca-mau")] },
    { floor: [holder("ca-mau", at, 180)], queue: [], speeches: [{ ...speech("lao-cai", at - 310_500, 310, "replaced"), over: 10 }] }],
  ["an interruption sets the holder aside with the time that he spoke",
    { type: "floorGranted", site: "ca-mau", seconds: 60, mode: "interruption" },
    { floor: [holder("lao-cai", at - 2_500)], queue: [request("ca-mau", 1, "pointOfOrder")] },
    { floor: [{ ...holder("ca-mau", at, 60), kind: "pointOfOrder" }], interrupted: [{ ...holder("lao-cai", at - 2_500), spokenMilliseconds: 2_500 }], queue: [] }],
  ["the interrupted holder comes back", { type: "floorResumed" },
    { interrupted: [{ ...holder("lao-cai", 5), spokenMilliseconds: 2_500 }] },
    { floor: [{ ...holder("lao-cai", 5), since: at, spokenMilliseconds: 2_500 }], interrupted: [] }],
  ["a sole grant ends the turn of whoever was interrupted for good", { type: "floorGranted", site: "ha-noi", seconds: 60, mode: "sole" },
    { floor: [holder("ca-mau", at - 4_000)], interrupted: [{ ...holder("lao-cai", 5), spokenMilliseconds: 2_500 }] },
    { floor: [holder("ha-noi", at, 60)], interrupted: [], speeches: [speech("lao-cai", 5, 2, "replaced"), speech("ca-mau", at - 4_000, 4, "replaced")] }],
  ["a dialogue joins the holder on the other seat",
    { type: "floorGranted", site: "ca-mau", delegate: "x", item: "be-mac", seconds: 60, mode: "dialogue" }, { floor: [holder("lao-cai")] },
    { floor: [holder("lao-cai"), { ...holder("ca-mau", at, 60, 2), delegate: "x", item: "be-mac" }], queue: [] }],
  ["a dialogue whose first side left takes the free seat",
    { type: "floorGranted", site: "ca-mau", seconds: 60, mode: "dialogue" }, { floor: [holder("lao-cai", 0, 300, 2)] },
    { floor: [holder("lao-cai", 0, 300, 2), holder("ca-mau", at, 60, 1)], queue: [] }],
  ["more time", { type: "floorExtended", site: "lao-cai", seconds: 120 }, { floor: [holder("lao-cai")] }, { floor: [holder("lao-cai", 0, 420)] }],
  ["the floor is taken back", { type: "floorRevoked", site: "lao-cai", reason: "chair" }, { floor: [holder("lao-cai", at)] },
    { floor: [], speeches: [speech("lao-cai", at, 0, "revoked")] }],
  ["a turn that an interruption split is one speech, without the time in between", { type: "floorYielded", site: "lao-cai" },
    { floor: [{ ...holder("lao-cai", at - 1_900, 2), start: 5, spokenMilliseconds: 2_500 }, holder("ca-mau")] },
    { floor: [holder("ca-mau")], speeches: [{ ...speech("lao-cai", 5, 4, "yielded"), allotted: 2, over: 2 }] }],
  ["a layout that follows the floor", { type: "stageLaidOut", layout: "gallery" }, { shown: ["ca-mau"] }, { stage: "gallery", shown: [] }],
  ["a layout of the director's own", { type: "stageLaidOut", layout: "speaker", sites: ["ca-mau"] }, {}, { shown: ["ca-mau"] }],
  ["a document is added", { type: "documentAdded", document: { id: "d", name: "Báo cáo", pages: 9, site: "ca-mau" } }, {},
    { documents: [{ id: "d", name: "Báo cáo", pages: 9, site: "ca-mau" }] }],
  ["a document is presented from its first page", { type: "presentationStarted", site: "ca-mau", document: "d" }, {},
    { presentation: { site: "ca-mau", document: "d", page: 1 } }],
  ["a screen is presented", { type: "presentationStarted", site: "ca-mau" }, {}, { presentation: { site: "ca-mau", document: null, page: null } }],
  ["a page is turned", { type: "pageTurned", page: 4 }, { presentation: { site: "ca-mau", document: "d", page: 3 } },
    { presentation: { site: "ca-mau", document: "d", page: 4 } }],
  ["a presentation ends", { type: "presentationEnded" }, { presentation: { site: "ca-mau", document: null, page: null } }, { presentation: null }],
  ["a message to all is announced", { type: "messageSent", from: null, to: "all", text: "Mời vào họp" }, {}, { announcement: { text: "Mời vào họp", at } }],
  ["a message to one is nobody else's affair", { type: "messageSent", from: null, to: { site: "ca-mau" }, text: "Alô" }, {}, {}],
  ["an announcement is taken down", { type: "announcementCleared" }, { announcement: { text: "x", at: 1 } }, { announcement: null }],
  ["a delegate is marked", { type: "delegateMarked", delegate: "van", status: "substituted", substitute: "Nguyễn An" }, {},
    { people: { van: { status: "substituted", at, substitute: "Nguyễn An" } } }],
  ["an open vote begins", { type: "voteOpened", ...ballot, item: null }, {}, { vote: { ...opened, ballots: {} } }],
  ["a ballot in an open vote says what was chosen", { type: "ballotCast", vote: "v", voter: "ca-mau", option: 1 }, { vote: { ...opened, ballots: {} } },
    { vote: { ...opened, voted: ["ca-mau"], ballots: { "ca-mau": 1 } } }],
  ["a ballot in a secret vote does not", { type: "ballotCast", vote: "v", voter: "ca-mau" }, { vote: { ...opened, isSecret: true, ballots: null } },
    { vote: { ...opened, isSecret: true, voted: ["ca-mau"], ballots: null } }],
  ["a vote closes with its counts", { type: "voteClosed", vote: "v", counts: [3, 1] }, { vote: { ...opened, ballots: {} } },
    { vote: null, votes: [{ id: "v", title: "Thông qua", options: ["Đồng ý", "Không"], unit: "site", isSecret: false, item: null, counts: [3, 1], eligible: 4, at }] }],
  ["a vote is annulled", { type: "voteAnnulled", vote: "v" }, { vote: { ...opened, ballots: {} } }, { vote: null }],
  ["an entry that is withheld changes nothing", { type: "withheld" }, {}, {}],
  ["a site is muted", { type: "siteMuted", site: "ca-mau" }, { muted: ["lao-cai"] }, { muted: ["ca-mau", "lao-cai"] }],
  ["a site is unmuted", { type: "siteUnmuted", site: "ca-mau" }, { muted: ["ca-mau", "lao-cai"] }, { muted: ["lao-cai"] }],
  ["an event of a later version changes nothing", { type: "somethingNew", site: "ca-mau" }, {}, {}],
];
for (const [name, event, before, expected] of cases) {
  test(name, () => {
    const state = stateWith(before);
    assert.deepEqual(fold(state, { seq: state.seq + 1, at, event }), { ...state, ...expected, seq: state.seq + 1 });
  });
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
  assert.equal(secondsLeft({ ...holder("lao-cai", 10_000, 60), spokenMilliseconds: 20_000 }, 40_000), 10);
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
