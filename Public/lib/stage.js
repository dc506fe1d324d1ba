// @ts-check
// What stands on the stage: which slot in which place, and the page of a document. Pure.

import { centralSite, holderAt, siteName } from "./conference.js";
import { personOf } from "./person.js";
import { currentLanguage, say } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {{place: string, slot: number, site: string, source: string}} VideoSlot */

/**
 * Which slot stands where, and the layout that follows from what there is.
 * @param {State} state
 * @param {VideoSlot[]} slots
 */
export function stageOf(state, slots) {
  const at = (/** @type {string} */ place) => slots.find((slot) => slot.place === place) ?? null;
  const stage = at("stage"), second = at("second"), presentation = at("presentation"), inset = at("inset");
  const tiles = slots.filter((slot) => slot.place === "tile").sort((left, right) => left.slot - right.slot);
  // A document stands where a shared screen would: in the layout that has a presentation.
  const page = state.stage === "speakerAndPresentation" ? pageOf(state) : null;
  let layout = "speaker";
  if (page) layout = "page";
  else if (state.stage === "gallery" && tiles.length + (stage ? 1 : 0) > 1) layout = "gallery";
  else if (presentation) layout = "presentation";
  else if (stage && inset) layout = "inset";
  else if (stage && second && tiles.length && state.shown.length > 2) layout = "gallery";
  else if (stage && second) layout = state.stage === "chairAndSpeaker" ? "chair" : "dialogue";
  const filled = {
    speaker: [stage ?? second ?? tiles[0] ?? null],
    page: [stage ?? second, second && stage ? second : null],
    presentation: [presentation, stage, second],
    inset: [stage, inset],
    dialogue: [stage, second],
    chair: [second, stage, ...tiles.slice(0, 1)],
    gallery: [stage, second, ...tiles].filter(Boolean).slice(0, 4),
  }[layout] ?? [];
  const isOneAsSpoken = filled.filter(Boolean).length < 2 && (state.shown.length === 0 || layout === "page" || state.floor.some(({ site }) => site === state.shown[0]));
  const spoken = state.floor.length === 1 ? state.floor[0].site : null;
  const views = filled.flatMap((slot) => slot ? [{
    slot: slot.slot,
    place: slot.place,
    source: slot.source,
    site: slot.site,
    plate: slot.place === "presentation" || slot.place === "inset" || (slot.site === spoken && layout !== "gallery") || isOneAsSpoken
      ? null : plateOf(state, slot.site),
  }] : []);
  return { layout, views, page };
}

/**
 * Why the stage is empty though everything is connected.
 * @param {State} state @param {Record<string, any>} presence @param {number} now
 */
export function emptyWords(state, presence, now) {
  const [holder] = state.floor;
  const site = holder?.site ?? centralSite(state)?.id ?? "", here = presence[site];
  const name = siteName(state, site, currentLanguage());
  if (!here?.connected) return say("stage.away", { site: name });
  // A camera that nobody looked at until now needs a moment to begin.
  const isLate = !holder || now - holder.since > 5_000;
  return say(isLate && here?.camera === false ? "stage.noCamera" : "stage.waiting", { site: name });
}

/** The page of a document that is presented; null for none and for a shared screen. @param {State} state */
export function pageOf(state) {
  const { presentation } = state;
  const paper = presentation?.document ? state.documents.find(({ id }) => id === presentation.document) : undefined;
  if (!presentation || !paper) return null;
  const page = presentation.page ?? 1;
  return { document: paper.id, page, pages: paper.pages, name: paperName(paper), says: say("page.of", { page, pages: paper.pages }) };
}

/** What a document is called: its file's name without the ending. @param {{name: string}} paper */
export function paperName({ name }) {
  return name.replace(/\.pdf$/i, "");
}

/** The strip under a picture that is not the band's. @param {State} state @param {string} site */
function plateOf(state, site) {
  const language = currentLanguage();
  const holder = holderAt(state, site);
  const person = holder ? personOf(state, holder) : { name: siteName(state, site, language), site: "" };
  const role = site === centralSite(state)?.id && !holder ? say("plate.chair") : person.site;
  return { name: person.name, role };
}
