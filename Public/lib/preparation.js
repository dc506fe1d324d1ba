// @ts-check
// One preparation as its server knows it: what the desk shows, kept fresh, and the changes that are asked for.

import { newID, Refusal } from "./commands.js";

/** @typedef {{vi: string, en: string}} Text */
/** @template T @typedef {{value: T, revision: number, at: number, by: string, people?: number, answers?: Answers}} Kept */
/** @typedef {{invited: number, accepted: number, declined: number, substituted: number, changed: number}} Answers */
/** @typedef {{id: string, sitting: string, kind: string, title: Text, speaker?: string, site?: string, minutes: number, admits?: string[], documents?: string[], cue?: Record<string, string>}} Item */
/** @typedef {{id: string, item: string, title: string, versions: {file: string, name: string, kind: string, bytes: number, pages?: number}[]}} Paper */
/** @typedef {Kept<Item> & {begins: number, ends: number, papers: (Kept<Paper> & {opened: number})[]}} ItemRow */
/** @typedef {{id: string, title: Text, kind: string, day: string, start: string, end: string, sites?: string[]}} Sitting */
/** @typedef {Kept<Sitting> & {items: ItemRow[], conference?: {id: string, phase?: string, problem?: string}}} SittingRow */
/** @typedef {{id: string, name: Text, level: string, parent?: string, organisation?: string, code?: {code: string, on: string}, timeZone?: string, link: string, contact?: {name: string, phone: string}, capacity?: number}} Site */
/** @typedef {{id: string, name: Text, site: string, head?: string, minutes?: number}} Delegation */
/** @typedef {{id: string, name: string, titles: string[], body?: string, role: string, rank?: number, delegation?: string, site?: string, substitute?: string, address?: string}} Person */
/**
 * @typedef {object} Desk
 * @property {number} seq
 * @property {string} you
 * @property {number} now
 * @property {Kept<{title: Text, host: Text, theme?: Text}>} heading
 * @property {SittingRow[]} sittings
 * @property {Record<string, any>[]} clashes
 * @property {Kept<Site>[]} sites
 * @property {Kept<Delegation>[]} delegations
 * @property {{id: string, name: string, site?: string}[]} speakers
 * @property {number} people
 * @property {Answers} answers
 * @property {number} version
 * @property {{version: number, at: number, note?: string}[]} versions
 * @property {boolean} hasChanged
 * @property {{holidays: {day: string, name: string}[], worked: string[]}} calendar
 * @property {{first: string, latest: string, isLate: boolean} | undefined} clock
 * @property {Kept<any>[]} interventions
 */

/** Somebody else was there first: what the record is now. */
export class StaleRefusal extends Refusal {
  /** @param {string} code @param {string} message @param {any} current */
  constructor(code, message, current) {
    super(code, message, 409);
    this.current = current;
  }
}

/** Emits `change` whenever the desk was fetched anew, and `line` with `isOpen` when its line comes or goes. */
export class PreparationDesk extends EventTarget {
  /** @type {Desk} */
  desk = /** @type {any} */ (null);
  #isAsking = false;
  #isBehind = false;

  /** @param {string} base `/prepare/api/preparations/{id}/` */
  constructor(base) {
    super();
    this.base = base;
  }

  /** @param {string} base */
  static async open(base) {
    const desk = new PreparationDesk(base);
    await desk.refresh();
    const events = new EventSource(`${base}events`);
    events.addEventListener("changed", (event) => {
      const { seq } = JSON.parse(event.data);
      if (seq >= desk.desk.seq) desk.refresh();
    });
    // What happened while the line was down was told to nobody here.
    events.addEventListener("open", () => {
      desk.dispatchEvent(new CustomEvent("line", { detail: { isOpen: true } }));
      desk.refresh();
    });
    events.addEventListener("error", () => desk.dispatchEvent(new CustomEvent("line", { detail: { isOpen: false } })));
    return desk;
  }

  /** Fetches the desk; asked while it is being fetched, once more afterwards. */
  async refresh() {
    if (this.#isAsking) {
      this.#isBehind = true;
      return;
    }
    this.#isAsking = true;
    try {
      do {
        this.#isBehind = false;
        this.desk = await this.get("");
        this.dispatchEvent(new CustomEvent("change"));
      } while (this.#isBehind);
    } finally {
      this.#isAsking = false;
    }
  }

  /** @param {string} path @returns {Promise<any>} */
  async get(path) {
    const response = await fetch(`${this.base}${path}`.replace(/\/$/, ""), { cache: "no-store" });
    if (!response.ok) throw await failure(response);
    return response.json();
  }

  /**
   * Makes one change and waits until it is durable and seen.
   * @param {string} type @param {Record<string, unknown>} fields
   */
  async command(type, fields) {
    const { seq } = await this.post("commands", JSON.stringify({ id: newID(), command: { [type]: fields } }));
    if (seq > this.desk.seq) await this.refresh();
    return seq;
  }

  /** @param {string} path @param {BodyInit} body @returns {Promise<any>} */
  async post(path, body) {
    let response;
    try {
      const headers = { "Content-Type": body instanceof Blob ? "application/octet-stream" : "application/json" };
      response = await fetch(`${this.base}${path}`, { method: "POST", headers, body });
    } catch {
      throw new Refusal("noLine", "", 0);
    }
    if (!response.ok) throw await failure(response);
    return response.json();
  }

  /** @param {Record<string, string>} query */
  people(query) {
    return this.get(`people?${queryOf(query)}`);
  }
}

/** Values in an address; a space is no plus, as it would be in a form. @param {Record<string, string>} values */
export function queryOf(values) {
  return Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

/** @param {Response} response */
export async function failure(response) {
  const { code = `http${response.status}`, message = "", current } = await response.json().catch(() => ({}));
  return code === "stale" || code === "gone" ? new StaleRefusal(code, message, current ?? null) : new Refusal(code, message, response.status);
}

/** `08:05` of minutes since midnight; after midnight they go on from 24. @param {number} minutes */
export function clockOf(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** The order after one was moved by so many places; the same when it cannot go further. @template T @param {readonly T[]} order @param {T} one @param {number} by */
export function moved(order, one, by) {
  const from = order.indexOf(one);
  const to = Math.max(0, Math.min(order.length - 1, from + by));
  if (from < 0 || from === to) return [...order];
  return order.filter((other) => other !== one).toSpliced(to, 0, one);
}

/** The order after one was put before another, or last. @template T @param {readonly T[]} order @param {T} one @param {T | null} before */
export function placed(order, one, before) {
  if (one === before) return [...order];
  const rest = order.filter((other) => other !== one);
  return rest.toSpliced(before === null ? rest.length : rest.indexOf(before), 0, one);
}

/** The sites as a tree in one list: each with its depth, children after their parent. @param {Kept<Site>[]} sites */
export function treeOf(sites) {
  /** @type {Map<string | null, Kept<Site>[]>} */
  const below = new Map();
  const known = new Set(sites.map(({ value }) => value.id));
  for (const site of sites) {
    const parent = site.value.parent && known.has(site.value.parent) ? site.value.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), site]);
  }
  /** @type {{site: Kept<Site>, depth: number, children: number}[]} */
  const list = [];
  const walk = (/** @type {string | null} */ parent, /** @type {number} */ depth) => {
    for (const site of below.get(parent) ?? []) {
      list.push({ site, depth, children: below.get(site.value.id)?.length ?? 0 });
      walk(site.value.id, depth + 1);
    }
  };
  walk(null, 0);
  return list;
}

/** What is different between what was seen and what is there now, field by field. @param {Record<string, any>} seen @param {Record<string, any>} now */
export function differences(seen, now) {
  const keys = new Set([...Object.keys(seen), ...Object.keys(now)]);
  return [...keys].filter((key) => JSON.stringify(seen[key] ?? null) !== JSON.stringify(now[key] ?? null))
    .map((key) => ({ key, seen: seen[key] ?? null, now: now[key] ?? null }));
}
