// @ts-check
// What all pages of the follow-up do: open, name, find each other, say what was refused, and keep up.
import "../components/language-switch.js";
import "../lib/follow-up-words.js";
import { keep, make, setAttribute, setText, translate } from "../components/markup.js";
import { EventStream } from "../lib/events.js";
import { dayWords, FollowUp, namesOf } from "../lib/follow-up.js";
import { currentLanguage, say } from "../lib/words.js";
import { sayLine } from "./lost-line.js";

const root = document.documentElement;
/** @param {string} selector */
export const element = (selector) => /** @type {any} */ (document.querySelector(selector));
export const base = root.dataset.base ?? "/";
export const page = root.dataset.page ?? "";
export const role = root.dataset.role ?? "";
export const query = new URLSearchParams(location.search);
export const main = element("#main");
export const side = element("#side");

const followUp = new FollowUp(base);

/** @type {() => Promise<void>} */
let load = async () => {};
/** @type {() => void} */
let draw = () => {};

/**
 * Opens the page: `load` reads what it shows, `draw` shows it; both again whenever something may have changed.
 * @param {(followUp: FollowUp) => Promise<void>} reading @param {(followUp: FollowUp) => void} drawing
 */
export async function open(reading, drawing) {
  load = () => reading(followUp);
  draw = () => {
    head();
    drawing(followUp);
  };
  await refresh();
  document.addEventListener("language", () => {
    translate(document);
    draw();
  });
  // Somebody else may have done something while the reader looked elsewhere.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !isBusy()) refresh();
  });
  follow();
  root.dataset.ready = "true";
}

/** Whether somebody writes, or decides on a text: nothing is drawn anew under their hands. */
function isBusy() {
  const here = document.activeElement;
  return !side.hidden || page === "read" || (main.contains(here) && here?.matches("input, textarea, select"));
}

/** Keeps up with what others do. */
function follow() {
  const again = async () => {
    if (!isBusy()) await refresh();
    return followUp.tables.seq;
  };
  new EventStream(base, followUp.tables.seq, {
    journal: () => {},
    transient: (type, { seq }) => {
      if (type === "changed" && seq > followUp.tables.seq) schedule();
    },
    line: (condition) => sayLine(element("#line"), condition === "open", "follow.lost"),
    resync: again,
    unauthorised: () => {},
  }, "api/follow-up/changes");
  // Many changes in a moment are one look; a form that closes shows what was missed.
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const schedule = () => {
    waiting ??= setTimeout(async () => {
      waiting = undefined;
      if (isBusy()) schedule();
      else await refresh();
    }, 500);
  };
}

/** Reads everything anew and draws it. */
export async function refresh() {
  try {
    await followUp.open();
    await load();
    draw();
  } catch (error) {
    const words = /** @type {any} */ (error).message || say("follow.failed");
    // What stands there already stays: a server that is away for a moment takes nothing from whoever reads.
    if (root.dataset.ready) { if (/** @type {any} */ (error).code !== "noLine") tell(words, true); }
    else main.replaceChildren(make("p", words, "opening"));
  }
}

function head() {
  translate(document);
  const { you } = followUp.tables;
  const day = dayWords(followUp.today);
  setText(element("#what"), you.agency ? say("follow.for", { name: followUp.name(you.agency), day }) : say("follow.on", { day }));
  document.title = `${say(`page.${page}`)} · Diên Hồng`;
  const { unassigned, waiting } = followUp.tables;
  const pages = ["board", you.agency ? "mine" : "", followUp.isSecretariat ? "conclusions" : "", followUp.isSecretariat ? "read" : "", "figures", "review", "reminders", "agencies"].filter(Boolean);
  keep(element("#pages"), pages, (name) => name, () => {
    const link = make("a");
    link.append(make("span"), make("span", "", "count figures"));
    return link;
  }, (link, name) => {
    link.href = `${base}${name}`;
    setText(link.firstChild, say(`page.${name}`));
    setText(link.lastChild, name === "conclusions" && unassigned + waiting ? String(unassigned + waiting) : "");
    setAttribute(link, "aria-current", name === page ? "page" : null);
  });
  keep(element("#agencies"), followUp.present, (agency) => agency.id, () => document.createElement("option"), (option, agency) => {
    setAttribute(option, "value", agency.name[document.documentElement.lang] ?? agency.name.vi);
    // The browser searches these too: the short name, and all of it without marks.
    setAttribute(option, "label", [agency.code, ...namesOf(agency)].filter(Boolean).join(", ").normalize("NFD").replace(/\p{Mark}/gu, "").replace(/[đĐ]/g, "d"));
  });
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** Says something for a while. @param {string} words @param {boolean} [isWrong] */
export function tell(words, isWrong = false) {
  const said = element("#said");
  setText(said, words);
  setAttribute(said, "data-tone", isWrong ? "danger" : null);
  said.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { said.hidden = true; }, isWrong ? 12_000 : 5_000);
}

/**
 * Has something done, says why not, and reads everything anew; answers what was made, or null.
 * @param {string} type @param {Record<string, unknown>} fields @param {string} [words] what is said when it is done
 */
export async function done(type, fields, words = "") {
  try {
    const made = await followUp.tell(type, fields);
    if (words) tell(words);
    await refresh();
    return made;
  } catch (error) {
    tell(/** @type {any} */ (error).message || say("failed.other", { code: /** @type {any} */ (error).code ?? "" }), true);
    return null;
  }
}

/** A page's address with other choices. @param {Record<string, string | null>} changes */
export function addressWith(changes) {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next.size ? `?${next}` : location.pathname;
}

/** @param {string} words @param {string} href @param {string} [className] */
export function link(words, href, className) {
  const made = /** @type {HTMLAnchorElement} */ (make("a", words, className));
  made.href = href;
  return made;
}

/** @param {string} words @param {() => unknown} act @param {string} [kind] */
export function button(words, act, kind = "") {
  const made = /** @type {HTMLButtonElement} */ (make("button", words, `button ${kind}`.trim()));
  made.type = "button";
  made.addEventListener("click", () => act());
  return made;
}

/** A state in words with its mark. @param {{words: string, tone: string}} state */
export function mark({ words, tone }) {
  return make("span", words, `state ${tone}`.trim());
}

/** One conference or all, as the page's address says it. @param {string | null} chosen @param {string} className @param {Record<string, null>} [without] what else leaves the address */
export function conferenceChooser(chosen, className = "", without = {}) {
  const label = make("label", undefined, className), select = /** @type {HTMLSelectElement} */ (make("select", undefined, "select"));
  label.append(make("span", say("board.conference"), "visually-hidden"), select);
  for (const { id, title } of [{ id: "", title: null }, ...followUp.tables.conferences]) {
    const option = /** @type {HTMLOptionElement} */ (make("option", title ? title[currentLanguage()] : say("board.all")));
    option.value = id;
    select.append(option);
  }
  select.value = chosen ?? "";
  select.addEventListener("change", () => location.assign(addressWith({ conference: select.value || null, ...without })));
  return label;
}
