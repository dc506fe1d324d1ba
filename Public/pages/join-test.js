// @ts-check
// A test session as a site goes through it: its line is measured by its own picture and sound, and what was found goes to the secretariat.

import { Refusal } from "../lib/commands.js";
import { isRehearsing } from "../lib/conference.js";
import { pause } from "../lib/events.js";
import { testDuration, testLine } from "../lib/line-test.js";
import { newsOf } from "../lib/lists.js";
import { differ, resultOf } from "../lib/test-result.js";
import { testPattern } from "./test-pattern.js";

/** A browser that still asks for the devices is waited for this long; the line is measured all the same. */
const asking = 20_000;
/** Sites that wait for a test session must not all fill the server's line at once: so much time for each site of the conference, in milliseconds. */
const turn = 500;
/** Between two results of one site, in milliseconds: findings that come together go together. */
const settling = 1_000;
/** After a result that did not arrive. */
const patience = 5_000;

export class JoinTest {
  #isSending = false;
  /** What the server would not take; it is not asked again. @type {import("../lib/verdict.js").TestResult | null} */
  #refused = null;
  /** The limit that the server named last, of a connection of ours. */
  #limit = "none";

  /**
   * @param {import("./page.js").Page} page
   * @param {import("../lib/relays.js").Relays} relays
   * @param {object} site what the page of the checks knows
   * @param {() => import("../lib/test-result.js").Checks} site.checks
   * @param {() => {camera: MediaStreamTrack | null, microphone: MediaStreamTrack | null}} site.tracks
   * @param {(returned: import("../lib/line-test.js").Returned | null) => void} site.returned is given what comes back
   */
  constructor(page, relays, site) {
    this.page = page;
    this.session = page.session;
    this.relays = relays;
    this.site = site;
    this.session.addEventListener("limited", (event) => {
      const { kind, limit } = /** @type {CustomEvent} */ (event).detail;
      if (kind === "video") this.#limit = limit;
    });
    this.session.readMessages().catch(() => {
      // A server that keeps no messages has none.
    });
  }

  get isOn() {
    return isRehearsing(this.session.state);
  }

  /** What the secretariat has of this site. */
  get received() {
    return this.session.state.rehearsal?.sites[this.session.you.site ?? ""];
  }

  /** The result as it is now; null while something is still being found out. */
  get result() {
    return resultOf(this.site.checks());
  }

  /** The newest word from the centre to this site alone. */
  get news() {
    return newsOf(this.session.state, this.session.messages, 0);
  }

  /**
   * Measures the line; `show` is given what the page says of it meanwhile and in the end.
   * @param {AbortSignal} signal
   * @param {boolean} isOneOfAll whether the test session has just begun, for everybody who was waiting
   * @param {(network: import("../lib/checks.js").Network) => void} show
   */
  async measure(signal, isOneOfAll, show) {
    show({ state: "waiting" });
    if (isOneOfAll) await pause(Math.random() * turn * this.session.state.conference.sites.length, signal);
    const patient = Date.now() + asking;
    while (this.#isAsking() && Date.now() < patient && !signal.aborted) await pause(100, signal);
    if (signal.aborted) return;
    const ends = Date.now() + testDuration;
    const count = () => show({ state: "testing", seconds: Math.max(1, Math.ceil((ends - Date.now()) / 1_000)) });
    count();
    const counting = setInterval(count, 1_000);
    this.#limit = "none";
    const { camera, microphone } = this.site.tracks();
    const load = testPattern(signal);
    const { verdict, line, addresses } = await testLine(this.session.base, { camera: camera ?? load, microphone, load }, {
      signal, relays: this.relays, onReturned: this.site.returned, isHeldBack: () => this.#limit !== "none",
    });
    clearInterval(counting);
    load?.stop();
    if (signal.aborted) return;
    if (line) show({ state: "measured", line });
    else if (verdict === "blocked") show({ state: "blocked", milliseconds: 0, addresses, copied: false });
    else show({ state: verdict === "unsupported" ? "unsupported" : "down" });
  }

  #isAsking() {
    const { camera, microphone } = this.site.checks();
    return camera.state === "checking" || microphone.state === "checking";
  }

  /** Sends the result if it is another than the secretariat has; called whenever something may have changed. */
  async report() {
    const { result } = this;
    if (this.#isSending || !this.isOn || !result || !differ(result, this.received?.result ?? null) || !differ(result, this.#refused)) return;
    this.#isSending = true;
    await pause(settling);
    const latest = this.result;
    try {
      if (latest) await this.session.command("reportTest", { result: latest });
    } catch (error) {
      if (error instanceof Refusal && error.status === 409) this.#refused = latest;
      await pause(patience);
    }
    this.#isSending = false;
    this.page.draw();
  }
}
