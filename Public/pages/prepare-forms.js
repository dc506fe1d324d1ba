// @ts-check
// The forms of the desk: what each record has, and what happens when somebody else was there first.
import { inLanguage } from "../lib/conference.js";
import { Refusal } from "../lib/commands.js";
import { StaleRefusal } from "../lib/preparation.js";
import { currentLanguage, say } from "../lib/words.js";
import { valueAt } from "../components/record-dialog.js";

/** @typedef {import("../lib/preparation.js").PreparationDesk} PreparationDesk */
/** @typedef {import("../components/record-dialog.js").RecordDialog} RecordDialog */
/** @typedef {import("../components/record-dialog.js").Field} Field */

const kinds = ["opening", "report", "intervention", "directive", "conclusion", "response", "closing", "discussion", "recess", "vote", "ceremony"];
const levels = ["centre", "ministry", "province", "commune", "mission"];

export class PrepareForms {
  /** @param {PreparationDesk} preparation @param {RecordDialog} dialog @param {(words: string) => void} tell */
  constructor(preparation, dialog, tell) {
    this.preparation = preparation;
    this.dialog = dialog;
    this.tell = tell;
    dialog.words = (error) => this.words(error);
    dialog.search = async (query) => (await preparation.people({ q: query })).people.map((/** @type {any} */ { value, site }) => ({
      id: value.id, name: value.name, words: [value.titles.join(", "), this.#siteName(site)].filter(Boolean).join(" · "),
    }));
  }

  /** A failure in the reader's language. @param {unknown} error */
  words(error) {
    if (!(error instanceof Refusal)) return say("failed.other", { code: String(error) });
    if (error.code === "noLine") return say("failed.noLine");
    return error.message || say("failed.other", { code: error.code });
  }

  heading() {
    const { value, revision } = this.preparation.desk.heading;
    this.#ask("setHeading", "heading", null, say("prepare.heading.edit"), value, revision, [
      { key: "title.vi", label: "prepare.heading.title", isNeeded: true }, { key: "title.en", label: "prepare.english" },
      { key: "host.vi", label: "prepare.heading.host", isNeeded: true }, { key: "host.en", label: "prepare.english" },
      { key: "theme.vi", label: "prepare.heading.theme" },
    ]);
  }

  /** @param {string | null} id */
  sitting(id) {
    const kept = this.preparation.desk.sittings.find(({ value }) => value.id === id);
    const last = this.preparation.desk.sittings.at(-1)?.value;
    const value = kept?.value ?? { id: "", title: { vi: "", en: "" }, kind: "plenary", day: last?.day ?? "", start: "08:00", end: "11:30" };
    this.#ask("setSitting", "sitting", "removeSitting", say(kept ? "prepare.sitting.edit" : "prepare.sitting.add"), value, kept?.revision ?? 0, [
      { key: "title.vi", label: "prepare.sitting.title", isNeeded: true }, { key: "title.en", label: "prepare.english" },
      { key: "kind", label: "prepare.sitting.kind", kind: "select", options: [["plenary", say("prepare.sitting.plenary")], ["thematic", say("prepare.sitting.thematic")]] },
      { key: "day", label: "prepare.sitting.day", kind: "date", isNeeded: true },
      { key: "start", label: "prepare.sitting.start", kind: "time", isNeeded: true }, { key: "end", label: "prepare.sitting.end", kind: "time", isNeeded: true },
      { key: "sites", label: "prepare.sitting.sites", kind: "many", options: this.#sites() },
    ]);
  }

  /** @param {string | null} id @param {string | null} sitting */
  item(id, sitting) {
    const kept = this.preparation.desk.sittings.flatMap(({ items }) => items).find(({ value }) => value.id === id);
    const value = kept?.value ?? { id: "", sitting, kind: "intervention", title: { vi: "", en: "" }, minutes: 10 };
    this.#ask("setItem", "item", "removeItem", say(kept ? "prepare.item.edit" : "prepare.item.add"), value, kept?.revision ?? 0, [
      { key: "kind", label: "prepare.item.kind", kind: "select", options: kinds.map((kind) => [kind, say(`prepare.kind.${kind}`)]) },
      { key: "title.vi", label: "prepare.item.title", isNeeded: true }, { key: "title.en", label: "prepare.english" },
      { key: "speaker", label: "prepare.item.speaker", kind: "person" },
      { key: "site", label: "prepare.item.site", kind: "select", options: [["", say("prepare.nothing")], ...this.#sites()] },
      { key: "minutes", label: "prepare.item.minutes", kind: "number", isNeeded: true },
      { key: "sitting", label: "prepare.item.sitting", kind: "select", options: this.preparation.desk.sittings.map(({ value: one }) => [one.id, inLanguage(one.title, currentLanguage())]) },
      { key: "documents", label: "prepare.item.documents", kind: "lines" },
      { key: "admits", label: "prepare.item.admits", kind: "many", options: this.#sites() },
      { key: "cue.who", label: "prepare.cue.who" }, { key: "cue.camera", label: "prepare.cue.camera" },
      { key: "cue.document", label: "prepare.cue.document" }, { key: "cue.next", label: "prepare.cue.next" },
    ]);
  }

  /** @param {string | null} id */
  site(id) {
    const kept = this.preparation.desk.sites.find(({ value }) => value.id === id);
    const hasCentre = this.preparation.desk.sites.some(({ value }) => value.level === "centre");
    const centre = this.preparation.desk.sites.find(({ value }) => value.level === "centre")?.value.id;
    const value = kept?.value ?? { id: "", name: { vi: "", en: "" }, level: hasCentre ? "province" : "centre", link: "interactive", parent: centre };
    this.#ask("setSite", "site", "removeSite", say(kept ? "prepare.site.edit" : "prepare.site.add"), value, kept?.revision ?? 0, [
      { key: "name.vi", label: "prepare.site.name", isNeeded: true }, { key: "name.en", label: "prepare.english" },
      { key: "level", label: "prepare.site.level", kind: "select", options: levels.map((level) => [level, say(`prepare.site.${level}`)]) },
      { key: "parent", label: "prepare.site.parent", kind: "select", options: [["", say("prepare.nothing")], ...this.#sites()] },
      { key: "organisation", label: "prepare.site.organisation" },
      { key: "code.code", label: "prepare.site.code" }, { key: "code.on", label: "prepare.site.codeDay", kind: "date" },
      { key: "timeZone", label: "prepare.site.zone" },
      { key: "link", label: "prepare.site.link", kind: "select", options: ["interactive", "receiveOnly"].map((link) => [link, say(`prepare.site.${link}`)]) },
      { key: "contact.name", label: "prepare.site.contact" }, { key: "contact.phone", label: "prepare.site.phone" },
      { key: "capacity", label: "prepare.site.capacity", kind: "number" },
    ]);
  }

  /** @param {string | null} id */
  delegation(id) {
    const kept = this.preparation.desk.delegations.find(({ value }) => value.id === id);
    const value = kept?.value ?? { id: "", name: { vi: "", en: "" }, site: this.preparation.desk.sites[0]?.value.id };
    this.#ask("setDelegation", "delegation", "removeDelegation", say(kept ? "prepare.delegation.edit" : "prepare.delegation.add"), value, kept?.revision ?? 0, [
      { key: "name.vi", label: "prepare.delegation.name", isNeeded: true }, { key: "name.en", label: "prepare.english" },
      { key: "site", label: "prepare.delegation.site", kind: "select", options: this.#sites() },
      { key: "head", label: "prepare.delegation.head", kind: "person" },
      { key: "minutes", label: "prepare.delegation.minutes", kind: "number" },
    ]);
  }

  /** @param {{value: any, revision: number} | null} kept @param {string | null} delegation @param {Record<string, string>} names */
  person(kept, delegation, names = {}) {
    const value = kept?.value ?? { id: "", name: "", titles: [], role: "member", ...(delegation ? { delegation } : {}) };
    const delegations = this.preparation.desk.delegations.map(({ value: one }) => /** @type {[string, string]} */ ([one.id, inLanguage(one.name, currentLanguage())]));
    this.#ask("setPerson", "person", "removePerson", say(kept ? "prepare.person.edit" : "prepare.person.add"), value, kept?.revision ?? 0, [
      { key: "name", label: "prepare.person.name", isNeeded: true },
      { key: "titles", label: "prepare.person.titles", kind: "lines" },
      { key: "body", label: "prepare.person.body" },
      { key: "role", label: "prepare.person.role", kind: "select", options: ["head", "member", "guest", "staff"].map((role) => [role, say(`prepare.person.${role}`)]) },
      { key: "rank", label: "prepare.person.rank", kind: "number" },
      { key: "delegation", label: "prepare.person.delegation", kind: "select", options: [["", say("prepare.nothing")], ...delegations] },
      { key: "site", label: "prepare.person.site", kind: "select", options: [["", say("prepare.nothing")], ...this.#sites()] },
      { key: "substitute", label: "prepare.person.substitute", kind: "person" },
      { key: "address", label: "prepare.person.address" },
    ], names);
  }

  publish() {
    this.dialog.ask({
      title: say("prepare.publish.ask"), text: say("prepare.publish.text"), act: say("prepare.publish"), value: {}, fields: [{ key: "note", label: "prepare.publish.note" }],
      save: async ({ note }) => {
        await this.preparation.command("publish", { note });
        this.dialog.close();
        this.tell(say("prepare.publish.done", { version: this.preparation.desk.version }));
      },
    });
  }

  /**
   * Asks for one record. A save that comes after somebody else's shows what is different now; the next one is made in full knowledge.
   * @param {string} command @param {string} field @param {string | null} removal @param {string} title
   * @param {Record<string, any>} value @param {number} revision @param {Field[]} fields @param {Record<string, string>} [names]
   */
  #ask(command, field, removal, title, value, revision, fields, names = {}) {
    let seen = value, seenRevision = revision;
    const known = { ...Object.fromEntries(this.preparation.desk.speakers.map((one) => [one.id, one.name])), ...names };
    const attempt = async (/** @type {() => Promise<void>} */ work) => {
      try {
        await work();
        this.dialog.close();
      } catch (error) {
        if (!(error instanceof StaleRefusal) || !error.current) throw error;
        const { current } = error;
        const changes = fields.filter(({ key }) => JSON.stringify(valueAt(seen, key) ?? null) !== JSON.stringify(valueAt(current.value, key) ?? null))
          .map((one) => ({ field: one, now: valueAt(current.value, one.key) ?? null }));
        seen = current.value;
        seenRevision = current.revision;
        const when = new Date(current.at).toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit" });
        this.dialog.showChanges(say("prepare.stale", { who: current.by, when }), changes);
      }
    };
    this.dialog.ask({
      title, fields, value, names: known,
      save: (record) => attempt(async () => { await this.preparation.command(command, { [field]: pruned(record), revision: seenRevision }); }),
      remove: removal && revision > 0 ? () => attempt(async () => { await this.preparation.command(removal, { [field]: value.id, revision: seenRevision }); }) : undefined,
    });
  }

  /** @returns {[string, string][]} */
  #sites() {
    return this.preparation.desk.sites.map(({ value }) => [value.id, inLanguage(value.name, currentLanguage())]);
  }

  /** @param {string | undefined} site */
  #siteName(site) {
    return inLanguage(this.preparation.desk.sites.find(({ value }) => value.id === site)?.value.name, currentLanguage());
  }
}

/** Without the groups of fields of which nothing was said, and with the English name that a group needs. @param {Record<string, any>} record */
function pruned(record) {
  const value = { ...record };
  if (value.theme) value.theme = value.theme.vi ? { vi: value.theme.vi, en: value.theme.en ?? "" } : undefined;
  if (value.contact && !value.contact.name && !value.contact.phone) delete value.contact;
  if (value.code && !value.code.code) delete value.code;
  if (value.cue && Object.keys(value.cue).length === 0) delete value.cue;
  return value;
}
