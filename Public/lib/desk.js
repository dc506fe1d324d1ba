// @ts-check
// What the chair's console shows, worked out from the session: values for elements to draw. Pure; words come from `words.js`.

import { centralSite, holderAt, inLanguage, itemOf, nextItem, queuePosition, secondsLeft, siteName, speakerOf } from "./conference.js";
import { speakingOrder } from "./order.js";
import { personLine, personOf, timerOf } from "./person.js";
import { presentAmong, quorumOf } from "./roll.js";
import { isLeftOut, scheduleOf } from "./schedule.js";
import { budgetLeft } from "./times.js";
import { conditionOf, troubleKinds } from "./wall.js";
import { currentLanguage, duration, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./wall.js").Presences} Presences */

/** A request gets this long when neither the programme nor the chair says otherwise, and a point of order this long; in minutes. */
const customary = 5;
const pointOfOrder = 2;

/** Minutes for a request: what the chair chose, else what the programme says. @param {State} state @param {import("./conference.js").Request} request @param {number} chosen */
export function minutesFor(state, request, chosen) {
  if (chosen > 0) return chosen;
  if (request.kind === "pointOfOrder") return pointOfOrder;
  const planned = itemOf(state, request.item)
    ?? state.conference.programme.find((item) => item.site === request.site && item.id === state.item);
  return planned && planned.minutes > 0 ? planned.minutes : customary;
}

/** What is left of the budget of whoever speaks or would, in words. @param {State} state @param {{site: string, delegate: string | null}} speaker @param {number} now */
export function budgetWords(state, speaker, now) {
  const left = budgetLeft(state, speaker, now);
  if (!left) return { words: "", isSpent: false };
  if (left.seconds < 0) return { words: say("chair.budget.over", { span: span(-left.seconds) }), isSpent: true };
  // Whole minutes are enough until the last one.
  return { words: say("chair.budget.left", { span: span(left.seconds < 60 ? left.seconds : 60 * Math.floor(left.seconds / 60)) }), isSpent: left.seconds < 60 };
}

/**
 * The floor: who has it, how long still, what can be done.
 * @param {State} state
 * @param {number} now
 * @param {number} connected
 * @param {string | null} chosen the site that a dialogue would be granted to; the first in the queue when nobody is chosen
 * @param {Record<string, any>} presence
 */
export function floorOf(state, now, connected, chosen, presence) {
  const holder = state.floor.at(-1);
  const total = state.conference.sites.length;
  const item = nextItem(state);
  const begin = state.phase === "open" && item
    ? { item: item.id, words: say("chair.begin", { title: inLanguage(item.title, currentLanguage()) }) } : null;
  if (!holder) {
    const open = state.phase === "open", isCentreHere = presence[centralSite(state)?.id ?? ""]?.connected;
    return {
      nobody: {
        heading: say(open ? "chair.nobody" : `chair.notOpen.${state.phase}`),
        lead: open ? say(isCentreHere ? "chair.nobody.lead" : "chair.nobody.away") : recessWords(state, now) || missedWords(state) || say("chair.notOpen.lead", { connected, total }),
        begin,
      },
      people: [], titles: [], timer: null, of: "", site: null, isMuted: false, dialogue: "", budget: { words: "", isSpent: false }, waiting: "", point: "",
    };
  }
  const timer = timerOf(holder, now);
  const order = speakingOrder(state);
  const partner = order.find((request) => request.site === chosen) ?? order[0];
  const people = state.floor.map((each) => ({ ...personOf(state, each), id: each.site })).reverse();
  return {
    nobody: null,
    people,
    titles: people.length === 1 ? people[0].titles : [],
    timer,
    of: say(timer.tone === "over" ? "chair.overOf" : "chair.of", { label: timer.label, of: timer.of }),
    site: holder.site,
    isMuted: state.muted.includes(holder.site),
    dialogue: state.floor.length === 1 && state.interrupted.length === 0 && partner ? say("chair.dialogue.with", { name: personOf(state, partner).name }) : "",
    budget: budgetWords(state, holder, now),
    point: holder.kind === "pointOfOrder" ? say("chair.point") : "",
    waiting: state.interrupted.map((each) => say("chair.waiting", {
      name: personLine(state, each), time: duration(secondsLeft(each, each.since)),
    })).join(" · "),
  };
}

/** After the end: what the conference did not come to. @param {State} state */
function missedWords(state) {
  const { items, requests } = state.notReached;
  return state.phase === "closed" && items.length + requests.length ? say("chair.notReached", { items: items.length, requests: requests.length }) : "";
}

/** @param {State} state @param {number} now */
function recessWords(state, now) {
  if (state.phase !== "recess" || !state.until) return "";
  return say(state.until > now ? "chair.recess.until" : "chair.recess.over", { time: timeOfDay(state.until), left: duration((state.until - now) / 1000) });
}

/**
 * Who could be next as rows: points of order, speakers of the programme, the queue.
 * @param {State} state
 * @param {Presences} presence
 * @param {number} chosenMinutes
 * @param {Set<string>} watched
 * @param {number} now
 */
export function queueOf(state, presence, chosenMinutes, watched, now) {
  const language = currentLanguage();
  return speakingOrder(state).map((request, index, all) => {
    const person = personOf(state, request);
    const isNamed = person.site !== "";
    const condition = conditionOf(state, presence, request.site, watched);
    const trouble = troubleKinds.includes(condition) ? say(`chair.trouble.${condition}`) : "";
    const item = itemOf(state, request.item);
    return {
      site: request.site,
      request,
      position: index + 1,
      group: all[index - 1]?.source === request.source ? "" : say(`chair.group.${request.source}`),
      canMove: request.source !== "programme",
      name: person.name,
      place: person.site,
      title: isNamed ? person.titles.at(-1) ?? "" : inLanguage(item?.title, language),
      minutes: say("chair.minutes", { count: minutesFor(state, request, chosenMinutes) }),
      at: request.since ? timeOfDay(request.since) : "",
      budget: budgetWords(state, request, now),
      trouble,
      ready: trouble === "" && index === 0 ? say("chair.ready") : "",
    };
  });
}

/**
 * The programme as rows, and how late the conference is.
 * @param {State} state
 * @param {number} now
 * @param {{item: number | null}} began
 */
export function agendaOf(state, now, began) {
  const language = currentLanguage();
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  const { starts } = scheduleOf(state, now);
  return programme.map((item, index) => {
    const speaker = speakerOf(state, { site: item.site ?? "", delegate: item.speaker, item: item.id });
    const seconds = item.minutes * 60;
    const times = state.items[item.id];
    const since = times?.started ?? began.item;
    const left = index === present && since && state.phase !== "closed" ? seconds - (now - since) / 1000 : null;
    const missed = state.notReached.items.includes(item.id);
    const done = !missed && (times ? times.ended !== null : index < present && !isLeftOut(state, item.id, true));
    const start = starts[item.id];
    return {
      id: item.id,
      number: start ? timeOfDay(start) : String(index + 1),
      title: inLanguage(item.title, language),
      who: [
        item.admits?.length ? say("chair.admits", { count: item.admits.length }) : "",
        speaker?.name, item.site ? siteName(state, item.site, language) : "",
      ].filter(Boolean).join(", "),
      minutes: done && times?.ended ? `${Math.max(1, Math.round((times.ended - times.started) / 60_000))}′` : `${item.minutes}′`,
      when: missed ? "missed" : done ? "done" : index === present ? "now" : "next",
      took: left === null ? "" : duration(left),
      tone: left === null ? null : left < 0 ? "over" : "running",
      share: left === null ? 0 : Math.max(0, Math.min(100, (100 * left) / seconds)),
      canBegin: state.phase === "open" && index !== present,
      canPass: (state.phase === "open" || state.phase === "recess") && !missed && !times && index !== present,
      isClosed: (item.admits?.length ?? 0) > 0,
    };
  });
}

/** How late the conference is, in words; nothing within a minute. @param {State} state @param {number} now */
export function lateness(state, now) {
  const { late } = scheduleOf(state, now);
  if (Math.abs(late) < 1) return { words: "", isLate: false };
  return { words: say(late > 0 ? "chair.late" : "chair.early", { count: Math.abs(late) }), isLate: late > 0 };
}

/** Who is there, in figures: sites, delegates, and the quorum if there is one. @param {State} state @param {number} connected */
export function figuresOf(state, connected) {
  const { sites, delegates } = state.conference;
  const quorum = quorumOf(state);
  const isCounted = Object.keys(state.people).length > 0;
  return {
    sites: say("chair.sites", { connected, total: sites.length }),
    people: isCounted ? say("chair.people", { present: presentAmong(state, delegates), total: delegates.length }) : "",
    quorum: quorum ? say(quorum.isReached ? "chair.quorum.reached" : "chair.quorum.missing", { present: quorum.present, needed: quorum.needed }) : "",
    isShort: quorum !== null && !quorum.isReached,
  };
}

/** What the chair may do with the conference as a whole now. @param {State} state */
export function phaseActs(state) {
  return { draft: ["convene"], convened: ["open"], open: ["recess", "close"], recess: ["resume", "close"], closed: [] }[state.phase];
}

/** What whoever presides can do with a site now. @param {State} state @param {string} site @returns {string[]} */
export function siteActs(state, site) {
  const isOpen = state.phase === "open", holds = holderAt(state, site) !== null, asked = queuePosition(state, site) > 0;
  const isAside = state.interrupted.some((holder) => holder.site === site);
  return [
    ...(isOpen && !holds && !isAside ? ["grant", "point"] : []), ...(holds || isAside ? ["revoke"] : []), ...(asked ? ["withdraw"] : []),
    ...(isOpen && !holds && state.floor.length === 1 && state.interrupted.length === 0 ? ["dialogue"] : []),
    ...(isOpen && !holds && !isAside && !asked ? ["ask"] : []),
  ];
}

/** How long an allotted time may be, in minutes; zero is the programme's. */
export const allotments = [0, 1, 2, 3, 5, 7, 8, 10, 12, 15, 20, 30];

/** @param {number} minutes */
export function allotmentWords(minutes) {
  return minutes ? span(minutes * 60) : say("chair.allotted.programme");
}
