// @ts-check
// What a hall shows when there is no picture to show: before the opening, in recess, in a closed item, after the end. Pure.

import { admitsMe } from "./closed.js";
import { admittedSites, inLanguage, siteName } from "./conference.js";
import { personOf } from "./person.js";
import { plannedStart, scheduleOf } from "./schedule.js";
import { currentLanguage, duration, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */

/** A start further away than this is not counted down. */
const countable = 12 * 3_600_000;

/**
 * Two columns of words; null while the conference is on and this site takes part.
 * @param {State} state
 * @param {number} now
 * @param {{phase: number | null}} began
 * @param {number} connected
 */
export function stillOf(state, now, began, connected) {
  const isShut = state.phase === "open" && !admitsMe(state);
  if (state.phase === "open" && !isShut) return null;
  const { conference: { title, programme, sites } } = state;
  const key = isShut ? "shut" : state.phase;
  const still = {
    phase: key,
    title: inLanguage(title, currentLanguage()),
    heading: say(`still.${key}`),
    count: "",
    lead: say(`still.${key}.lead`, { connected, total: sites.length }),
    more: "",
    after: say(`still.${key}.after`),
    items: /** @type {ReturnType<typeof rowsOf>} */ ([]),
  };
  const present = programme.findIndex((item) => item.id === state.item);
  const { starts } = scheduleOf(state, now);
  if (state.phase === "recess") {
    const end = endOfRecess(state, began);
    if (end && end > now) {
      still.count = duration((end - now) / 1000);
      still.lead = say("still.recess.until", { time: timeOfDay(end) });
    } else if (began.phase !== null) {
      still.lead = say("still.recess.since", { time: timeOfDay(began.phase) });
    }
  }
  const start = plannedStart(state);
  if (state.phase === "convened" && start && start > now && start - now < countable) {
    still.count = duration((start - now) / 1000);
    still.lead = say("still.convened.start", { time: timeOfDay(start), connected, total: sites.length });
  }
  if (isShut) {
    const next = programme[present + 1];
    const back = next ? starts[next.id] : null;
    still.more = back ? say("still.shut.back.at", { time: timeOfDay(back) }) : say("still.shut.back");
  }
  if (state.phase !== "closed") {
    const from = present + 1 + (programme[present + 1]?.kind === "recess" && state.phase === "recess" ? 1 : 0);
    still.items = rowsOf(state, from, starts);
  }
  return still;
}

/** When the recess ends: as it was said, else by the length of the programme's own. @param {State} state @param {{phase: number | null}} began */
function endOfRecess(state, began) {
  if (state.until) return state.until;
  const { programme } = state.conference;
  const present = programme.findIndex((item) => item.id === state.item);
  const item = [programme[present], programme[present + 1]].find((candidate) => candidate?.kind === "recess");
  return item && began.phase !== null ? began.phase + item.minutes * 60_000 : null;
}

/** What follows, four items at most. @param {State} state @param {number} from @param {Record<string, number | null>} starts */
function rowsOf(state, from, starts) {
  const language = currentLanguage();
  return state.conference.programme.map((item, index) => ({ item, index })).slice(from)
    .filter(({ item }) => !state.notReached.items.includes(item.id)).slice(0, 4)
    .map(({ item, index }) => {
      const start = starts[item.id];
      return {
        id: item.id,
        number: start ? timeOfDay(start) : String(index + 1),
        title: inLanguage(item.title, language),
        detail: [
          item.admits?.length ? say("still.admits", { count: item.admits.length }) : "",
          item.site ? personOf(state, { site: item.site, delegate: item.speaker, item: null }).name : "",
          item.speaker && item.site ? siteName(state, item.site, language) : "", span(item.minutes * 60),
        ].filter(Boolean).join(", "),
      };
    });
}

/** The tag over the picture of those who are admitted to a closed item. @param {State} state */
export function closedTag(state) {
  return state.phase === "open" && admittedSites(state) && admitsMe(state) ? say("closed.tag") : "";
}
