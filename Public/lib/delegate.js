// @ts-check
// What one delegate sees on a phone: what is on, whether they may speak, and what they can do. Pure; words come from `words.js`.

import { admitsMe } from "./closed.js";
import { inLanguage, itemOf, queuePosition } from "./conference.js";
import { personLine, timerOf } from "./person.js";
import { isLeftOut, scheduleOf } from "./schedule.js";
import { currentLanguage, say, timeOfDay } from "./words.js";
import { nextOf } from "./views.js";

/** @typedef {import("./conference.js").State} State */

/** What is on now: item, speaker with his timer, who is next. @param {State} state @param {number} now */
export function onNow(state, now) {
  const language = currentLanguage();
  const holder = admitsMe(state) ? state.floor.at(-1) : undefined;
  const next = admitsMe(state) && state.phase === "open" ? nextOf(state) : null;
  return {
    phase: state.phase === "open" ? "" : say(`still.${state.phase}`),
    until: state.phase === "recess" && state.until ? say("delegate.until", { time: timeOfDay(state.until) }) : "",
    item: inLanguage(itemOf(state, state.item)?.title, language),
    speaker: holder ? state.floor.map((each) => personLine(state, each)).join(" · ") : state.phase === "open" ? say("delegate.nobody") : "",
    timer: holder ? timerOf(holder, now) : null,
    next: next ? [next.name, next.site].filter(Boolean).join(", ") : "",
  };
}

/** What the delegate can do with the floor, and where they stand. @param {State} state */
export function myFloor(state) {
  const { delegate, site } = state.you;
  const isOpen = state.phase === "open" && admitsMe(state);
  const holder = state.floor.find((each) => each.site === site);
  const request = state.queue.find((each) => each.site === site);
  const position = queuePosition(state, site);
  const isMine = request?.delegate === delegate;
  let says = say("delegate.idle");
  if (!admitsMe(state)) says = say("delegate.shut");
  else if (holder) says = say(holder.delegate === delegate ? "delegate.holding" : "delegate.siteHolding");
  else if (request) says = say(isMine ? "delegate.waiting" : "delegate.siteAsked", { position });
  else if (!isOpen) says = say("delegate.notOpen");
  return {
    says,
    tone: holder ? "holding" : request ? "waiting" : "idle",
    ask: isOpen && !holder && !request,
    point: isOpen && !holder && request?.kind !== "pointOfOrder",
    withdraw: request !== undefined && isMine,
  };
}

/** The programme, what is done and what is to come, with times where they are known. @param {State} state @param {number} now */
export function programmeOf(state, now) {
  const language = currentLanguage();
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  const { starts } = scheduleOf(state, now);
  return programme.map((item, index) => {
    const start = starts[item.id];
    const isMissed = state.notReached.items.includes(item.id);
    return {
      id: item.id, number: start ? timeOfDay(start) : String(index + 1), title: inLanguage(item.title, language),
      when: isMissed ? "missed" : index < present && !isLeftOut(state, item.id, true) ? "done" : index === present ? "now" : "next",
      mine: item.speaker !== null && item.speaker === state.you.delegate,
      note: isMissed ? say("chair.missed") : "",
    };
  });
}
