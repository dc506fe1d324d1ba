// @ts-check
// What the pages of the follow-up read and tell, and how it is said. No page, no element.

import { newID, refusal, Refusal } from "./commands.js";
import { pause } from "./events.js";
import { currentLanguage, number, say } from "./words.js";

/** How often a request is made again when no answer came, and the pauses between (milliseconds). */
const pauses = [250, 1_000, 3_000];

/** One session's way to the follow-up. */
export class FollowUp {
  /** @type {Map<string, any>} */
  #agencies = new Map();

  /** @param {string} base the session's path */
  constructor(base) {
    this.base = base;
    this.tables = /** @type {any} */ (null);
  }

  /** Reads the names; call it first. */
  async open() {
    this.tables = await this.read("tables");
    this.#agencies = new Map(this.tables.agencies.map((/** @type {any} */ agency) => [agency.id, agency]));
    return this.tables;
  }

  get today() { return this.tables.today; }
  get isSecretariat() { return this.tables.you.role === "secretariat"; }

  /** @param {string} path @param {Record<string, string | null | undefined>} [query] */
  address(path, query = {}) {
    const given = Object.entries(query).flatMap(([name, value]) => value ? [`${name}=${encodeURIComponent(value)}`] : []);
    return `${this.base}api/follow-up/${path}${given.length ? `?${given.join("&")}` : ""}`;
  }

  /** @param {string} path @param {Record<string, string | null | undefined>} [query] */
  async read(path, query = {}) {
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(this.address(path, query), { signal: AbortSignal.timeout(15_000) }).catch(() => null);
      if (response?.ok) return response.json();
      if (response && response.status < 500) throw await refusal(response);
      if (attempt === pauses.length) throw response ? await refusal(response) : new Refusal("noLine", say("failed.noLine"), 0);
      await pause(pauses[attempt]);
    }
  }

  /**
   * Tells one command and waits until it is durable; answers the numbers of what it made. Said again it happens once.
   * @param {string} type @param {Record<string, unknown>} fields @returns {Promise<number[]>}
   */
  async tell(type, fields) {
    const body = JSON.stringify({ id: newID(), type, ...fields });
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(this.address("commands"), {
        method: "POST", headers: { "Content-Type": "application/json" }, body, signal: AbortSignal.timeout(15_000),
      }).catch(() => null);
      if (response?.ok) return (await response.json()).made;
      if (response && response.status < 500) throw await refusal(response);
      if (attempt === pauses.length) throw response ? await refusal(response) : new Refusal("noLine", say("failed.noLine"), 0);
      await pause(pauses[attempt]);
    }
  }

  /** Sends a file that shows something; answers what a report names it by. @param {File} file */
  async upload(file) {
    const response = await fetch(this.address("files"), {
      method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file,
    });
    if (!response.ok) throw await refusal(response);
    const { id, bytes } = await response.json();
    return { kind: "file", reference: id, title: file.name, bytes };
  }

  /** @param {string} id */
  agency(id) { return this.#agencies.get(id) ?? null; }

  /** What an agency is called: where there is little room shortly. @param {string | null} id @param {boolean} [isShort] */
  name(id, isShort = true) {
    const agency = id ? this.agency(id) : null;
    if (!agency) return id ?? say("board.others");
    return ((isShort && agency.short) || agency.name)[currentLanguage()];
  }

  /** @param {string} id */
  pillar(id) {
    return this.tables.pillars.find((/** @type {any} */ pillar) => pillar.id === id)?.name[currentLanguage()] ?? id;
  }

  /** @param {string} id */
  conference(id) {
    return this.tables.conferences.find((/** @type {any} */ known) => known.id === id)?.title[currentLanguage()] ?? id;
  }

  /** The agencies that are today. */
  get present() {
    return this.tables.agencies.filter((/** @type {any} */ { from, until }) => (!from || from <= this.today) && (!until || this.today <= until));
  }

  /** The agency of exactly this name, as it was chosen from the list. @param {string} text */
  find(text) {
    const wanted = plain(text);
    return this.present.find((/** @type {any} */ agency) => namesOf(agency).some((name) => plain(name) === wanted) || agency.id === text.trim()) ?? null;
  }
}

/** @param {any} agency @returns {string[]} */
export function namesOf({ name, short }) {
  return [name.vi, name.en, short?.vi, short?.en].filter(Boolean);
}

/** Letters without marks, small: so that `quang tri` finds Quảng Trị. @param {string} text */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();
}

/** `28/3/2027`, or `28 March 2027`. @param {string | null | undefined} day also a year or a month of one */
export function dayWords(day) {
  if (!day) return "";
  const [year, month, date] = day.split("-").map(Number);
  if (currentLanguage() === "en" && date) return `${date} ${months[month - 1]} ${year}`;
  if (currentLanguage() === "en" && month) return `${months[month - 1]} ${year}`;
  return [date, month, year].filter(Boolean).join("/");
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** The day in Vietnam of a moment. @param {number} at */
export function dayOf(at) {
  return new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** What an assignment's due date says now: the words, and their tone. @param {any} row */
export function dueOf(row) {
  if (!row.due) return { day: say(row.deadline === "continuous" ? "due.continuous" : "due.none"), words: "", tone: "" };
  const day = dayWords(row.due), count = Math.abs(row.days);
  switch (row.status) {
    case "doneOnTime": return { day, words: row.days > 0 ? say("due.early", { count }) : say("due.onTime"), tone: "" };
    case "doneLate": return { day, words: say("due.after", { count }), tone: "" };
    case "stopped": case "transferred": return { day, words: "", tone: "" };
    case "overdue": return { day, words: say("due.late", { count }), tone: "danger" };
    default: {
      const words = row.days < 0 ? "" : row.days === 0 ? say("due.today") : say("due.left", { count });
      return { day, words, tone: row.days >= 0 && row.days <= 15 && !row.waiting ? "warning" : "" };
    }
  }
}

/** What an assignment is, in a word and with its mark. @param {any} row */
export function stateOf(row) {
  switch (row.status) {
    case "overdue": return { words: say("status.overdue"), tone: "danger" };
    case "returned": return { words: say("status.returned"), tone: "warning" };
    default: break;
  }
  if (row.waiting) return { words: say("status.waiting"), tone: "plain" };
  if (row.status === "dueSoon") return { words: say("status.dueSoon"), tone: "warning" };
  if (row.status === "inTerm") return row.isAcknowledged ? { words: say("status.inTerm"), tone: "" } : { words: say("status.new"), tone: "plain" };
  return { words: say(`status.${row.status}`), tone: "plain" };
}

/** Where an assignment came from. @param {any} row */
export function sourceOf(row) {
  return [
    row.conclusion ? say("row.conclusion", { number: row.conclusion }) : "", row.source.document ?? "",
    row.source.moment ? say("row.moment", { time: new Date(row.source.moment + 7 * 3_600_000).toISOString().slice(11, 19) }) : "",
  ].filter(Boolean).join(", ");
}

/** What was reported last. @param {any} row */
export function lastOf(row) {
  if (row.returned) return say("row.returned", { day: dayWords(row.returnedOn), reason: row.returned });
  return row.lastReport ? say("row.last", { day: dayWords(row.lastReport) }) : say("row.never");
}

/** Ten thousandths as percent, never rounded up. @param {number} progress */
export function percent(progress) {
  return number(Math.floor(progress / 10) / 10, 1);
}

/** What a group's colour says. @param {any} totals */
export function conditionOf(totals) {
  if (totals.total === 0) return "none";
  if (totals.overdue > 0) return "overdue";
  if (totals.dueSoon > 0) return "due";
  return totals.open > 0 ? "open" : "done";
}

/** Totals as one sentence that adds up. @param {any} totals */
export function sumOf(totals) {
  return say("total.sum", {
    total: number(totals.total), done: number(totals.done), onTime: number(totals.doneOnTime), late: number(totals.doneLate), open: number(totals.open),
    inTerm: number(totals.inTerm), soon: number(totals.dueSoon), returned: number(totals.returned), overdue: number(totals.overdue),
    ended: number(totals.stopped + totals.transferred),
  });
}

/** A figure as it was said: `hơn 230 thị trường`. @param {any} figure @param {string} unit */
export function figureWords({ value, high, total, qualifier }, unit) {
  const shown = (/** @type {string} */ text) => text.replace(/^(-?)(\d+)(?:\.(\d+))?$/, (_, sign, whole, part) => {
    const [group, point] = currentLanguage() === "en" ? [",", "."] : [".", ","];
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, group) + (part ? point + part : "");
  });
  const range = high ? `${shown(value)}–${shown(high)}` : shown(value);
  const said = total ? say("figures.of", { value: range, total: shown(total) }) : range;
  return [qualifier === "exactly" ? "" : say(`qualifier.${qualifier}`), said, unit].filter(Boolean).join(" ");
}
