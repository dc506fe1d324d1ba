// @ts-check
// What a chair, or the secretariat for the chair, does with the floor, the programme and a vote; what can be undone is offered back.

import { newID } from "../lib/commands.js";
import { admittedSites, holderAt, inLanguage, itemOf, nextItem, siteName } from "../lib/conference.js";
import { underWay } from "../lib/ballot.js";
import { minutesFor } from "../lib/desk.js";
import { speakingOrder } from "../lib/order.js";
import { personLine, personOf } from "../lib/person.js";
import { moved, named, undoOf } from "../lib/undo.js";
import { currentLanguage, say } from "../lib/words.js";
import { siteCalled } from "./wall-desk.js";

/** What one press of `+` adds, in seconds. */
export const extension = 60;

const element = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));

export class FloorActs {
  /** The row that Enter grants; nobody chosen means the first. @type {string | null} */
  chosen = null;
  #undo = element("undo-notice");

  /** @param {import("./console.js").Console} desk @param {() => number} minutes what the chair chose, or zero */
  constructor(desk, minutes) {
    this.desk = desk;
    this.session = desk.session;
    this.minutes = minutes;
    element("vote-form").addEventListener("vote", (/** @type {CustomEvent} */ { detail }) => desk.tell("openVote", { vote: newID(), ...detail }));
  }

  /** What can be done with one site that is more than a command of the same name. @type {Record<string, (site: string) => void>} */
  atSite = {
    grant: (site) => this.give(site),
    dialogue: (site) => this.give(site, "dialogue"),
    revoke: (site) => this.take(site),
    point: (site) => this.desk.tell("ask", { site, kind: "pointOfOrder" }),
  };

  get #isOpen() {
    return this.session.state.phase === "open";
  }

  get chosenSite() {
    return this.chosen ?? speakingOrder(this.session.state)[0]?.site ?? null;
  }

  /** @param {string} site @param {"sole" | "dialogue"} [mode] the server's own choice when it is left out */
  async give(site, mode) {
    const before = this.session.state;
    const request = speakingOrder(before).find((each) => each.site === site)
      ?? { site, delegate: null, item: null, since: 0, source: "queue", kind: "intervention" };
    // A speaker of the programme begins his own item.
    if (request.source === "programme" && request.item && request.item !== before.item && !(await this.begin(request.item))) return;
    const { name } = personOf(before, request);
    const seconds = minutesFor(before, request, this.minutes()) * 60;
    const how = mode ?? (request.kind === "pointOfOrder" ? undefined : "sole");
    this.chosen = null;
    const fields = { site, ...named(request), seconds, ...(how ? { mode: how } : {}) };
    if (await this.#grant(fields, personLine(before, request))) this.#offerUndo(before, say("chair.undo.granted", { name }));
  }

  /** @param {Record<string, unknown>} fields @param {string} name @returns {Promise<boolean>} */
  async #grant(fields, name) {
    try {
      await this.session.command("grant", fields);
      this.desk.show("");
      return true;
    } catch (error) {
      if (/** @type {any} */ (error).code !== "overBudget") {
        this.desk.fail(error);
        return false;
      }
    }
    return await this.#overBudget(name) && this.desk.tell("grant", { ...fields, overBudget: true });
  }

  /** @param {string} name */
  async #overBudget(name) {
    return await this.desk.ask({
      heading: say("chair.budget.ask"), text: say("chair.budget.text", { name }), yes: say("chair.budget.anyway"), no: say("chair.cancel"), isDanger: true,
    }) !== null;
  }

  /** @param {string | undefined} site */
  async take(site) {
    const before = this.session.state;
    const holder = site ? holderAt(before, site) : null;
    if (!holder) return;
    const { name } = personOf(before, holder);
    if (await this.desk.tell("revoke", { site: holder.site })) this.#offerUndo(before, say("chair.undo.revoked", { name }));
  }

  /** Begins an item; a closed one only when somebody meant it. @param {string} id @returns {Promise<boolean>} */
  async begin(id) {
    const item = itemOf(this.session.state, id);
    if (item?.admits?.length) {
      const title = inLanguage(item.title, currentLanguage());
      const meant = await this.desk.ask({
        heading: say("chair.shut.ask"), text: say("chair.shut.text", { title, count: item.admits.length }), yes: say("chair.shut.begin"), no: say("chair.cancel"), isDanger: true,
      });
      if (meant === null) return false;
    }
    return this.desk.tell("startItem", { item: id });
  }

  /** @param {string} id */
  async passOver(id) {
    const title = inLanguage(itemOf(this.session.state, id)?.title, currentLanguage());
    const meant = await this.desk.ask({
      heading: say("chair.pass.ask"), text: say("chair.pass.text", { title }), yes: say("chair.pass"), no: say("chair.cancel"), isDanger: true,
    });
    if (meant !== null) this.desk.tell("passOver", { item: id });
  }

  /** @param {import("../lib/conference.js").State} before @param {string} words */
  #offerUndo(before, words) {
    this.#undo.show(words, async () => {
      for (const { type, ...fields } of undoOf(before, this.session.state, this.session.clock.now)) {
        if (!(await this.desk.tell(type, fields))) return;
      }
    });
  }

  /** @param {string} site */
  toggleMute(site) {
    this.desk.tell(this.session.state.muted.includes(site) ? "unmute" : "mute", { site });
  }

  /** @param {string} site @param {number} by */
  moveSite(site, by) {
    const sites = moved(this.session.state, site, by);
    if (sites) this.desk.tell("reorder", { sites });
  }

  // What keys do; each is also a button.

  grant() {
    const site = this.chosenSite;
    if (site && this.#isOpen) this.give(site);
  }

  /** @param {number} position */
  grantNth(position) {
    const request = speakingOrder(this.session.state)[position - 1];
    if (request && this.#isOpen) this.give(request.site);
  }

  async extend() {
    const holder = this.session.state.floor.at(-1);
    if (!holder) return;
    const fields = { site: holder.site, seconds: extension };
    try {
      await this.session.command("extend", fields);
      this.desk.show("");
    } catch (error) {
      if (/** @type {any} */ (error).code !== "overBudget") return this.desk.fail(error);
      if (await this.#overBudget(personLine(this.session.state, holder))) this.desk.tell("extend", { ...fields, overBudget: true });
    }
  }

  revoke() {
    this.take(this.session.state.floor.at(-1)?.site);
  }

  dialogue() {
    const site = this.chosenSite;
    if (site && this.#isOpen) this.give(site, "dialogue");
  }

  mute() {
    const holder = this.session.state.floor.at(-1);
    if (holder) this.toggleMute(holder.site);
  }

  next() {
    const item = nextItem(this.session.state);
    if (item && this.#isOpen) this.begin(item.id);
  }

  pass() {
    const item = nextItem(this.session.state);
    if (item) this.passOver(item.id);
  }

  /** @param {number} by */
  choose(by) {
    const sites = speakingOrder(this.session.state).map((request) => request.site);
    const from = sites.indexOf(this.chosenSite ?? "");
    this.chosen = sites[Math.max(0, Math.min(sites.length - 1, from + by))] ?? null;
    this.desk.page.draw();
  }

  /** @param {number} by */
  move(by) {
    const site = this.chosenSite;
    if (!site) return;
    this.chosen = site;
    this.moveSite(site, by);
  }

  undo() {
    this.#undo.undo();
  }

  /** A recess with its length, or its end. */
  async recess() {
    const { phase } = this.session.state;
    if (phase === "recess") return this.desk.tell("resume");
    if (phase !== "open") return;
    const minutes = await this.desk.ask({
      heading: say("chair.recess.ask"), yes: say("chair.recess.begin"), no: say("chair.cancel"),
      field: { label: say("chair.recess.minutes"), value: "15", type: "number", min: 1, max: 720 },
    });
    if (minutes !== null) this.desk.tell("recess", Number(minutes) > 0 ? { minutes: Number(minutes) } : {});
  }

  /** A point of order that somebody raised in words or by hand: whose is it? */
  async point() {
    const { state } = this.session;
    if (state.phase !== "open") return;
    const names = state.conference.sites.map(({ id }) => siteName(state, id, currentLanguage()));
    const text = await this.desk.ask({
      heading: say("chair.group.pointOfOrder"), yes: say("chair.find.add"), no: say("chair.cancel"),
      field: { label: say("chair.find.point"), suggestions: names },
    });
    const site = text ? siteCalled(state, text) : null;
    if (site) this.desk.tell("ask", { site, kind: "pointOfOrder" });
  }

  /** Opens a vote, or closes the one under way. */
  async vote() {
    const { state } = this.session;
    const vote = underWay(state);
    if (!vote) return state.phase === "open" && !admittedSites(state) ? element("vote-form").open() : undefined;
    const meant = await this.desk.ask({
      heading: say("vote.close.ask"), text: say("vote.close.text", { progress: vote.progress }), yes: say("chair.vote.close"), no: say("chair.cancel"),
    });
    if (meant !== null) this.desk.tell("closeVote", { vote: vote.id });
  }

  async annul() {
    const { vote } = this.session.state;
    if (!vote) return;
    const meant = await this.desk.ask({
      heading: say("vote.annul.ask"), text: say("vote.annul.text"), yes: say("chair.vote.annul"), no: say("chair.cancel"), isDanger: true,
    });
    if (meant !== null) this.desk.tell("annulVote", { vote: vote.id });
  }

  async close() {
    const meant = await this.desk.ask({
      heading: say("chair.close.ask"), text: say("chair.close.text"), yes: say("chair.close"), no: say("chair.cancel"), isDanger: true,
    });
    if (meant !== null) this.desk.tell("close");
  }

  help() {
    const dialog = element("#help");
    dialog.querySelector(".list").replaceChildren(...Array.from(document.querySelectorAll(".keys > span"), (key) => {
      const copy = /** @type {Element} */ (key.cloneNode(true));
      for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
      return copy;
    }));
    dialog.showModal();
  }
}
