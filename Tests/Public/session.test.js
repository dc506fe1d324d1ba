// What a page knows while the line comes and goes: nothing twice, nothing left out, and the chosen interpretation kept.
import assert from "node:assert/strict";
import test from "node:test";
import { caughtUp, conductedUnkept, conductOf, shownOf } from "../../Public/lib/closed.js";
import { Refusal } from "../../Public/lib/commands.js";
import { Interpretation } from "../../Public/lib/interpretation.js";
import { Session } from "../../Public/lib/session.js";
import { plan, request, stateWith } from "./plan.js";

const at = 1_000_000;
const closedPlan = { ...plan, programme: plan.programme.map((item) => item.id === "tham-luan" ? { ...item, admits: ["trung-tam", "lao-cai"] } : item) };
const closedState = (change) => stateWith({ conference: closedPlan, item: "tham-luan", ...change });
const asks = (unkept, site) => ({ unkept, at, event: { type: "floorRequested", site } });
const asked = (conduct) => shownOf(conduct).queue.map(({ site }) => site);

test("what a fetched state has already of a closed item changes nothing", () => {
  const conduct = conductOf(closedState({ unkept: 5, queue: [request("lao-cai")] }));
  assert.equal(conductedUnkept(conduct, asks(5, "lao-cai")), conduct);
  const next = conductedUnkept(conduct, asks(6, "trung-tam"));
  assert.deepEqual([asked(next), next.unkept, next.isBehind], [["lao-cai", "trung-tam"], 6, false]);
});

test("a number that is missing in a closed item says that the state must be fetched", () => {
  const conduct = conductedUnkept(conductOf(closedState({ unkept: 5 })), asks(7, "lao-cai"));
  assert.deepEqual([asked(conduct), conduct.isBehind], [["lao-cai"], true]);
  assert.equal(conductedUnkept(conduct, asks(8, "trung-tam")).isBehind, true, "the next one does not make up for it");
});

test("what was heard while a state was on its way is added to it once", () => {
  const conduct = caughtUp(closedState({ seq: 9, unkept: 5, queue: [request("lao-cai")] }), [
    { seq: 9, at, event: { type: "siteJoined", site: "ha-noi" } }, asks(5, "lao-cai"),
    { seq: 10, at, event: { type: "siteJoined", site: "ca-mau" } }, asks(6, "trung-tam"),
  ]);
  assert.deepEqual([asked(conduct), shownOf(conduct).seq, Object.keys(shownOf(conduct).attendance)], [["lao-cai", "trung-tam"], 10, ["ca-mau"]]);
});

/** A server whose stream says what the test says, and whose states are answered when the test wants. */
function server(t) {
  const encoder = new TextEncoder();
  const states = [];
  let stream;
  t.mock.method(globalThis, "fetch", async (url, { signal } = {}) => {
    if (String(url).includes("api/events")) {
      return new Response(new ReadableStream({
        start: (controller) => {
          stream = controller;
          signal.addEventListener("abort", () => controller.error(signal.reason));
        },
      }));
    }
    return new Promise((resolve) => states.push((state) => resolve(new Response(JSON.stringify(state)))));
  });
  return {
    states,
    say: (type, data) => stream.enqueue(encoder.encode(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)),
  };
}
const once = (session, type) => new Promise((resolve) => session.addEventListener(type, resolve, { once: true }));

test("a page that missed something of a closed item asks once, and loses nothing that comes meanwhile", async (t) => {
  const { states, say } = server(t);
  const opening = Session.open("/s/x/");
  states[0](closedState({ seq: 3, unkept: 1 }));
  const session = await opening;
  t.after(() => session.close());
  // The stream opened in a closed item: what was said before it opened is asked for.
  while (states.length < 2) await once(session, "change");
  states[1](closedState({ seq: 3, unkept: 1 }));
  await once(session, "change");

  say("unkept", asks(3, "ca-mau"));
  await once(session, "unkept");
  say("unkept", asks(4, "ha-noi"));
  await once(session, "unkept");
  assert.equal(states.length, 3, "it asks once");
  states[2](closedState({ seq: 3, unkept: 3, queue: [request("lao-cai"), request("ca-mau")] }));
  await once(session, "change");
  assert.deepEqual(session.state.queue.map(({ site }) => site), ["lao-cai", "ca-mau", "ha-noi"]);
  say("unkept", asks(5, "trung-tam"));
  await once(session, "unkept");
  assert.deepEqual([session.state.queue.length, states.length], [4, 3]);
});

test("of two states that were asked for, the one asked for later stands", async (t) => {
  const { states, say } = server(t);
  const opening = Session.open("/s/x/");
  states[0](closedState({ seq: 3, unkept: 1 }));
  const session = await opening;
  t.after(() => session.close());
  while (states.length < 2) await once(session, "change");
  say("resync", {});
  while (states.length < 3) await new Promise(setImmediate);
  states[2](closedState({ seq: 8, unkept: 4 }));
  await once(session, "change");
  states[1](closedState({ seq: 3, unkept: 1 }));
  await new Promise(setImmediate);
  assert.deepEqual([session.state.seq, session.state.unkept], [8, 4]);
});

/** A session that remembers which channels were chosen; each answer may be a failure. */
function listener(answers = []) {
  const chosen = [];
  const session = Object.assign(new EventTarget(), {
    line: "open", peer: "1",
    listen: async (channel) => {
      chosen.push(channel);
      const answer = answers[chosen.length - 1];
      if (answer) throw answer;
    },
  });
  const happens = async (change) => {
    Object.assign(session, change);
    session.dispatchEvent(new Event("change"));
    await new Promise(setImmediate);
  };
  return { chosen, happens, interpretation: new Interpretation(session, () => session.peer) };
}

test("the interpretation is chosen again after the line was gone and on a new connection, and not otherwise", async () => {
  const { chosen, happens, interpretation } = listener();
  await happens({});
  await interpretation.choose("en");
  await happens({});
  assert.deepEqual(chosen, ["en"]);
  await happens({ line: "lost" });
  await happens({});
  assert.deepEqual(chosen, ["en"]);
  await happens({ line: "open" });
  await happens({});
  assert.deepEqual(chosen, ["en", "en"]);
  await happens({ peer: "2" });
  assert.deepEqual(chosen, ["en", "en", "en"]);
});

test("who hears the floor alone asks for nothing", async () => {
  const { chosen, happens, interpretation } = listener();
  await interpretation.choose("en");
  await interpretation.choose(null);
  await happens({ line: "lost" });
  await happens({ line: "open" });
  assert.deepEqual(chosen, ["en", null]);
});

test("a server that is still starting is asked again for the interpretation, one that has none is not", async () => {
  const { chosen, happens, interpretation } = listener([null, new TypeError("no line"), new Refusal("starting", "", 503), new Refusal("unknownChannel", "", 404)]);
  await happens({});
  await interpretation.choose("en");
  await happens({ line: "lost" });
  await happens({ line: "open" });
  await happens({});
  await happens({});
  assert.deepEqual([chosen.length, interpretation.channel], [4, null]);
  await happens({});
  assert.equal(chosen.length, 4);
});
