import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import test from "node:test";
import { Backoff, ServerClock } from "../../Public/lib/clock.js";
import { EventParser, EventStream } from "../../Public/lib/events.js";
import { command } from "../../Public/lib/commands.js";
import { candidates, layerScales, layersFor } from "../../Public/lib/media.js";
import { Relays } from "../../Public/lib/relays.js";
import { troubleOf } from "../../Public/lib/devices.js";
import { cameraCheck, networkCheck, verdictOf } from "../../Public/lib/checks.js";
import { say, span, useLanguage } from "../../Public/lib/words.js";
import en from "../../Public/locales/en.js";
import vi from "../../Public/locales/vi.js";
import enFollowUp from "../../Public/locales/en-followup.js";
import viFollowUp from "../../Public/locales/vi-followup.js";
import "../../Public/lib/follow-up-words.js";
import "../../Public/lib/account-words.js";
import "../../Public/lib/prepare-words.js";
import enPrepare from "../../Public/locales/en-prepare.js";
import viPrepare from "../../Public/locales/vi-prepare.js";
import enAccount from "../../Public/locales/en-account.js";
import viAccount from "../../Public/locales/vi-account.js";

const root = new URL("../../Public/", import.meta.url);

test("the event stream is cut into messages wherever the network cut it", () => {
  const text = ": hello\n\nid: 18\nevent: journal\ndata: {\"seq\":\ndata: 18}\n\nevent: slots\r\ndata: {}\r\n\r\n";
  const expected = [{ type: "journal", data: "{\"seq\":\n18}", id: "18" }, { type: "slots", data: "{}", id: null }];
  for (let cut = 0; cut <= text.length; cut += 1) {
    const parser = new EventParser();
    assert.deepEqual([...parser.feed(text.slice(0, cut)), ...parser.feed(text.slice(cut))], expected, `cut at ${cut}`);
  }
});

/** A server that answers each request with the next of these. */
function serve(t, answers) {
  const asked = [];
  t.mock.method(globalThis, "fetch", async (url, options) => {
    asked.push({ url, options });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer();
  });
  return asked;
}
const streaming = (text) => () => new Response(text, { headers: { "Content-Type": "text/event-stream" } });
const json = (status, body) => () => new Response(JSON.stringify(body), { status });

test("a stream that ends is opened again after what was read", async (t) => {
  t.mock.method(Math, "random", () => 0);
  const asked = serve(t, [
    streaming("id: 18\nevent: journal\ndata: {\"seq\":18}\n\n"), new Error("no line"), streaming("event: ended\ndata: {\"reason\":\"revoked\"}\n\n"),
  ]);
  const heard = [];
  await new Promise((resolve) => {
    new EventStream("/s/x/", 17, {
      journal: ({ seq }) => heard.push(seq), transient: (type) => { heard.push(type); resolve(); }, line: () => {}, resync: async () => 0, unauthorised: () => {},
    });
  });
  assert.deepEqual(asked.map(({ url }) => url), ["/s/x/api/events?after=17", "/s/x/api/events?after=18", "/s/x/api/events?after=18"]);
  assert.deepEqual(heard, [18, "ended"]);
});

test("a reader who fell behind fetches the state and goes on from there", async (t) => {
  t.mock.method(Math, "random", () => 0);
  const asked = serve(t, [streaming("event: resync\ndata: {}\n\n"), streaming("event: ended\ndata: {}\n\n")]);
  await new Promise((resolve) => {
    new EventStream("/s/x/", 17, { journal: () => {}, transient: resolve, line: () => {}, resync: async () => 42, unauthorised: () => {} });
  });
  assert.match(asked[1].url, /after=42$/);
});

test("a session that is no longer one is said once, and not asked for again", async (t) => {
  const asked = serve(t, [json(401, {})]);
  await new Promise((resolve) => {
    new EventStream("/s/x/", 17, { journal: () => {}, transient: () => {}, line: () => {}, resync: async () => 0, unauthorised: resolve });
  });
  assert.equal(asked.length, 1);
});

test("a command without an answer is said again under the same id", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const asked = serve(t, [new Error("no line"), json(503, {}), json(200, { seq: 18 })]);
  const done = command("/s/x/", "yield");
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(500);
  }
  assert.equal(await done, 18);
  const ids = asked.map(({ options }) => JSON.parse(options.body).id);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
});

test("a refusal is not said again, and keeps the server's words", async (t) => {
  const asked = serve(t, [json(409, { code: "notInQueue", message: "Điểm cầu chưa đăng ký phát biểu." })]);
  await assert.rejects(command("/s/x/", "withdraw"), { code: "notInQueue", message: "Điểm cầu chưa đăng ký phát biểu.", status: 409 });
  assert.equal(asked.length, 1);
});

test("waiting is a random part of one second, doubling to thirty", () => {
  const backoff = new Backoff(() => 1);
  assert.deepEqual(Array.from({ length: 7 }, () => backoff.next()), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  backoff.reset();
  assert.equal(backoff.next(), 1_000);
});

test("the server's clock is read from the quickest answer", () => {
  const clock = new ServerClock(() => 1_000);
  clock.learn(6_050, 900, 1_000);
  assert.equal(clock.now, 6_100);
  clock.learn(6_500, 0, 1_000);
  assert.equal(clock.now, 6_100);
  clock.learn(6_060, 980, 1_000);
  assert.equal(clock.now, 6_070);
});

test("small cameras send the whole picture in the last layer that the browser keeps", () => {
  assert.deepEqual([layerScales(1280 * 720), layerScales(640 * 360), layerScales(320 * 180)], [[4, 2, 1], [2, 1, 1], [1, 1, 1]]);
  assert.deepEqual(layersFor(["l", "h"], 1280 * 720), [true, false, true]);
  assert.deepEqual(layersFor(["l", "h"], 640 * 360), [true, true, false]);
  assert.deepEqual(layersFor(["h"], 320 * 180), [true, false, false]);
  assert.deepEqual(layersFor([], 1280 * 720), [false, false, false]);
});

test("relays that the page came with are used until they are old, and then others are asked for", async (t) => {
  let now = 0;
  const grant = (name) => ({ servers: [{ urls: ["turn:turn.example.vn"], username: name, credential: "x" }], seconds: 86_400 });
  const asked = serve(t, [json(503, {}), json(200, grant("second"))]);
  const relays = new Relays("/s/x/", JSON.stringify(grant("first")), () => now);
  const [nobody, name] = [new Relays("/s/x/", "", () => now), async () => (await relays.servers())[0].username];
  assert.equal(await name(), "first");
  now = 20 * 3_600_000;
  assert.deepEqual([await name(), await name()], ["first", "second"]);
  assert.deepEqual([await name(), await nobody.servers()], ["second", []]);
  assert.deepEqual(asked.map(({ url }) => url), ["/s/x/api/relays", "/s/x/api/relays"]);
});

test("the addresses of an answer are what a network has to open", () => {
  const sdp = "v=0\r\na=candidate:1 1 udp 2130706431 203.0.113.20 3478 typ host\r\na=candidate:2 1 tcp 1 203.0.113.20 3478 typ host tcptype passive\r\n";
  assert.deepEqual(candidates(sdp), [{ address: "203.0.113.20", port: 3478 }]);
});

test("each way a device can fail has its own word", () => {
  const names = ["NotAllowedError", "NotFoundError", "NotReadableError", "TypeError"];
  assert.deepEqual(names.map((name) => troubleOf({ name })), ["denied", "missing", "busy", "failed"]);
});

test("a blocked camera comes with numbered steps, a blocked network with a request for its administrator", () => {
  useLanguage("vi");
  const camera = cameraCheck({ state: "trouble", trouble: "denied" });
  assert.equal(camera.severity, "danger");
  assert.equal(camera.steps.length, 3);
  assert.match(networkCheck({ state: "blocked", addresses: ["203.0.113.20:3478"], copied: false }).steps[0], /203\.0\.113\.20:3478/);
  const relayed = networkCheck({ state: "relayed", milliseconds: 70, addresses: ["203.0.113.20:3478"], copied: false });
  assert.deepEqual([relayed.severity, /70 ms/.test(relayed.detail), /203\.0\.113\.20:3478/.test(relayed.steps[0])], ["warning", true, true]);
  const detour = networkCheck({ state: "detour", milliseconds: 40, addresses: ["203.0.113.20:3478"], copied: false });
  assert.deepEqual([detour.severity, /40 ms/.test(detour.detail), /203\.0\.113\.20:3478/.test(detour.steps[0])], ["warning", true, true]);
});

test("the worst check decides what the button says", () => {
  useLanguage("vi");
  const passed = { state: "passed", width: 1, height: 1, rate: 1, at: 0, milliseconds: 1 };
  const trouble = { state: "trouble", trouble: "missing" };
  assert.equal(verdictOf(passed, passed, passed, passed).heading, "Sẵn sàng");
  assert.equal(verdictOf(trouble, passed, passed, passed).severity, "warning");
  assert.equal(verdictOf(trouble, trouble, passed, passed).enter, "Vào, chỉ nghe");
  assert.equal(verdictOf(passed, trouble, passed, { state: "down" }).heading, "Chưa có hình và tiếng");
  assert.equal(verdictOf(passed, passed, passed, { state: "away" }).heading, "Mất kết nối với máy chủ");
  assert.equal(verdictOf(passed, passed, passed, { state: "entering" }).enter, "Đang chờ máy chủ");
  assert.equal(networkCheck({ state: "away" }).severity, "danger");
});

test("both languages have the same words, but for the singulars that Vietnamese has not", () => {
  const keys = (locale) => Object.keys(locale).filter((key) => !key.endsWith(".one")).sort();
  const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
  for (const [english, vietnamese] of [[en, vi], [enFollowUp, viFollowUp], [enPrepare, viPrepare], [enAccount, viAccount]]) {
    assert.deepEqual(keys(english), keys(vietnamese));
    for (const key of keys(vietnamese)) assert.equal(holes(english[key]), holes(vietnamese[key]), key);
  }
});

test("one of a thing is said in the singular where a language has one", () => {
  useLanguage("en");
  assert.deepEqual([span(1), span(60), span(480), span(90)], ["1 second", "1 minute", "8 minutes", "1 min 30 s"]);
  useLanguage("vi");
  assert.equal(span(60), "1 phút");
});

test("every word that the pages and the code ask for is there", async () => {
  useLanguage("vi");
  const asked = new Set();
  for (const name of await readdir(root, { recursive: true })) {
    if (!/\.(js|mustache)$/.test(name) || name.startsWith("locales")) continue;
    const text = await readFile(new URL(name, root), "utf8");
    for (const [, key] of text.matchAll(/data-(?:words|label|hint|placeholder)="([\w.]+)"/g)) asked.add(key);
    for (const [, key] of text.matchAll(/\bsay\("([\w.-]+)"[,)]/g)) asked.add(key);
  }
  assert.ok(asked.size > 100);
  assert.deepEqual([...asked].filter((key) => say(key) === key), []);
});

test("no page has an inline script, an inline style or a handler in an attribute", async () => {
  for (const name of await readdir(new URL("pages/", root), { recursive: true })) {
    if (!name.endsWith(".mustache")) continue;
    const text = await readFile(new URL(`pages/${name}`, root), "utf8");
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|\{\{\{/, name);
  }
});

test("no code writes markup from a string, and lib knows no page", async () => {
  for (const name of await readdir(root, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(new URL(name, root), "utf8");
    assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|document\.write|\beval\(/, name);
    if (name.startsWith("lib/")) assert.doesNotMatch(text, /querySelector|createElement|from "\.\.\/components/, name);
    if (name.startsWith("components/")) assert.doesNotMatch(text, /fetch\(|api\/|from "\.\.\/lib\/(session|events|commands|media)/, name);
  }
});
