// @ts-check
// What a director prepares and what is on air: layouts, the sites in them, and which slots picture them. Pure.

import { centralSite, siteName } from "./conference.js";
import { personLine } from "./person.js";
import { stageOf } from "./stage.js";
import { currentLanguage, say } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {{layout: string, sites: string[]}} Plan */
/** @typedef {(site: string) => {slot: number} | null} SlotOf */

/** The layouts in the order of their keys, and how many sites each takes. */
export const layouts = /** @type {const} */ ([
  { layout: "speaker", sites: 2 }, { layout: "speakerAndPresentation", sites: 1 }, { layout: "chairAndSpeaker", sites: 1 },
  { layout: "pictureInPicture", sites: 1 }, { layout: "gallery", sites: 4 },
]);

/** A plan with another layout: as many of its sites as that takes, the latest ones. @param {Plan} plan @param {string} layout @returns {Plan} */
export function withLayout({ sites }, layout) {
  return { layout, sites: sites.slice(-room(layout)) };
}

/** A plan with one more site, or without it if it was in it; the earliest gives way. @param {Plan} plan @param {string} site @returns {Plan} */
export function withSite({ layout, sites }, site) {
  if (sites.includes(site)) return { layout, sites: sites.filter((other) => other !== site) };
  return { layout, sites: [...sites, site].slice(-room(layout)) };
}

/** @param {string} layout */
function room(layout) {
  return layouts.find((each) => each.layout === layout)?.sites ?? 1;
}

/** The sites that a plan needs a picture of. @param {State} state @param {Plan} plan @returns {string[]} */
export function picturedSites(state, { layout, sites }) {
  const centre = centralSite(state)?.id ?? "";
  const subjects = sites.length ? sites : state.floor.length ? state.floor.map(({ site }) => site) : [centre];
  const withCentre = layout === "chairAndSpeaker" || layout === "pictureInPicture";
  return withCentre && !subjects.includes(centre) ? [...subjects, centre] : subjects;
}

/**
 * A plan as a stage: the slots that the console has of its sites, in the places they would have.
 * @param {State} state @param {Plan} plan @param {SlotOf} slotOf
 * @param {{slot: number, site: string, source: string}[]} screens slots that show a shared screen
 */
export function stageOfPlan(state, plan, slotOf, screens) {
  const { layout } = plan;
  const centre = centralSite(state)?.id;
  const sites = picturedSites(state, plan);
  const place = (/** @type {string} */ site, /** @type {number} */ index) => {
    if (layout === "gallery") return "tile";
    if (site === centre && index > 0 && layout === "pictureInPicture") return "inset";
    return ["stage", "second", "tile", "tile"][index];
  };
  const slots = sites.flatMap((site, index) => {
    const slot = slotOf(site);
    return slot ? [{ slot: slot.slot, place: place(site, index), site, source: "camera" }] : [];
  });
  const screen = layout === "speakerAndPresentation" ? screens.find(({ site }) => state.presentation?.site === site || sites.includes(site)) : undefined;
  if (screen) slots.push({ slot: screen.slot, place: "presentation", site: screen.site, source: "presentation" });
  return stageOf({ ...state, stage: layout, shown: plan.sites }, slots);
}

/** What a monitor says under its picture. @param {State} state @param {Plan} plan */
export function captionOf(state, { sites }) {
  const named = (/** @type {string} */ site) => {
    const holder = state.floor.find((each) => each.site === site);
    return holder ? personLine(state, holder) : siteName(state, site, currentLanguage());
  };
  if (sites.length) return sites.map(named).join(" · ");
  if (state.floor.length) return state.floor.map((holder) => personLine(state, holder)).join(" · ");
  return siteName(state, centralSite(state)?.id, currentLanguage());
}

/** Whether taking the plan would change nothing. @param {State} state @param {Plan} plan */
export function isOnAir(state, { layout, sites }) {
  return state.stage === layout && state.shown.join() === sites.join();
}

/** @param {Plan} plan */
export function followWords({ sites }) {
  return say(sites.length ? "director.follow.off" : "director.follow.on");
}
