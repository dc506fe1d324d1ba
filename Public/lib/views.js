// @ts-check
// What a hall shows, worked out from the session: values for elements to draw. Pure; words come from `words.js`.

import {
  centralSite, holderAt, inLanguage, itemOf, nextItem, queuePosition, secondsLeft, siteName, speakerOf,
} from "./conference.js";
import { currentLanguage, duration, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */
/** @typedef {import("./conference.js").Holder} Holder */
/** @typedef {{place: string, slot: number, site: string, source: string}} VideoSlot */

/** The digits turn amber in the last minute, or in the last fifth of a speech that is shorter than five minutes. */
const lastPart = (/** @type {number} */ allotted) => Math.min(60, allotted / 5);

/**
 * The timer of one holder.
 * @param {Holder} holder
 * @param {number} now
 */
export function timerOf(holder, now) {
  const left = secondsLeft(holder, now);
  const tone = left < 0 ? "over" : left <= lastPart(holder.allotted) ? "last" : "running";
  return {
    tone,
    digits: duration(left),
    label: say(tone === "over" ? "timer.over" : "timer.left"),
    of: say(tone === "over" ? "timer.overOf" : "timer.leftOf", { span: span(holder.allotted) }),
    share: tone === "over" ? 100 : Math.max(0, Math.min(100, (100 * left) / holder.allotted)),
  };
}

/** A person as a line and a half: name, site, titles cut at their commas. @param {State} state @param {{site: string, delegate: string | null, item: string | null}} of */
export function personOf(state, of) {
  const language = currentLanguage();
  const delegate = speakerOf(state, of);
  const site = siteName(state, of.site, language);
  return delegate
    ? { name: delegate.name, site, titles: titlesOf(inLanguage(delegate.title, language)) }
    : { name: site, site: "", titles: titlesOf(inLanguage(itemOf(state, of.item)?.title, language)) };
}

/** Titles break at commas, never inside a title. @param {string} title */
export function titlesOf(title) {
  return title.split(/(?<=,)\s+/).filter(Boolean);
}

/**
 * The band under the stage: who speaks, how long still, who is next.
 * @param {State} state
 * @param {number} now
 */
export function bandOf(state, now) {
  const holders = state.floor.map((holder) => personOf(state, holder));
  const latest = state.floor.at(-1);
  return {
    people: holders.length ? holders : [silentCentre(state)],
    timer: latest ? timerOf(latest, now) : null,
    clock: timeOfDay(now),
    next: nextOf(state),
  };
}

/** Nobody has the floor: the centre is in the picture, the item is the line. @param {State} state */
function silentCentre(state) {
  const language = currentLanguage();
  const item = itemOf(state, state.item);
  return {
    name: siteName(state, centralSite(state)?.id, language) || inLanguage(state.conference.host, language),
    site: "",
    titles: item ? [inLanguage(item.title, language)] : [],
  };
}

/** Who comes next: the head of the queue, else the programme. @param {State} state */
export function nextOf(state) {
  const language = currentLanguage();
  const head = state.queue[0];
  if (head) return personOf(state, head);
  const item = nextItem(state);
  if (!item) return null;
  const person = item.site ? personOf(state, { site: item.site, delegate: item.speaker, item: null }) : null;
  return person && item.speaker ? person : { name: inLanguage(item.title, language), site: person?.name ?? "", titles: [] };
}

/**
 * Which slot stands where, and the layout that follows from what there is.
 * @param {State} state
 * @param {VideoSlot[]} slots
 */
export function stageOf(state, slots) {
  const at = (/** @type {string} */ place) => slots.find((slot) => slot.place === place) ?? null;
  const stage = at("stage"), second = at("second"), presentation = at("presentation");
  const tiles = slots.filter((slot) => slot.place === "tile").sort((left, right) => left.slot - right.slot);
  let layout = "speaker";
  if (state.stage === "gallery" && tiles.length + (stage ? 1 : 0) > 1) layout = "gallery";
  else if (presentation) layout = "presentation";
  else if (stage && second) layout = state.stage === "chairAndSpeaker" ? "chair" : "dialogue";
  const filled = {
    speaker: [stage ?? second ?? tiles[0] ?? null],
    presentation: [presentation, stage, second],
    dialogue: [stage, second],
    chair: [second, stage, ...tiles.slice(0, 1)],
    gallery: [stage, second, ...tiles].filter(Boolean).slice(0, 4),
  }[layout] ?? [];
  const spoken = state.floor.length === 1 ? state.floor[0].site : null;
  const views = filled.flatMap((slot) => slot ? [{
    slot: slot.slot,
    place: slot.place,
    source: slot.source,
    site: slot.site,
    plate: slot.place === "presentation" || (slot.site === spoken && layout !== "gallery") || filled.filter(Boolean).length < 2
      ? null : plateOf(state, slot.site),
  }] : []);
  return { layout, views };
}

/** The strip under a picture that is not the band's. @param {State} state @param {string} site */
function plateOf(state, site) {
  const language = currentLanguage();
  const holder = holderAt(state, site);
  const person = holder ? personOf(state, holder) : { name: siteName(state, site, language), site: "" };
  const role = site === centralSite(state)?.id && !holder ? say("plate.chair") : person.site;
  return { name: person.name, role };
}

/**
 * Recess, before the opening, after the end: no picture, two columns; null while the conference is on.
 * @param {State} state
 * @param {number} now
 * @param {{phase: number | null}} began
 * @param {number} connected
 */
export function stillOf(state, now, began, connected) {
  if (state.phase === "open") return null;
  const language = currentLanguage();
  const { title, programme, sites } = state.conference;
  const still = {
    phase: state.phase,
    title: inLanguage(title, language),
    heading: say(`still.${state.phase}`),
    count: "",
    lead: say(`still.${state.phase}.lead`, { connected, total: sites.length }),
    after: say(`still.${state.phase}.after`),
    items: /** @type {{number: string, title: string, detail: string}[]} */ ([]),
  };
  const present = programme.findIndex((item) => item.id === state.item);
  if (state.phase === "recess") {
    const item = [programme[present], programme[present + 1]].find((candidate) => candidate?.kind === "recess");
    const end = item && began.phase !== null ? began.phase + item.minutes * 60_000 : null;
    if (end && end > now) {
      still.count = duration((end - now) / 1000);
      still.lead = say("still.recess.until", { time: timeOfDay(end) });
    } else if (began.phase !== null) {
      still.lead = say("still.recess.since", { time: timeOfDay(began.phase) });
    }
  }
  if (state.phase !== "closed") {
    const from = present + 1 + (programme[present + 1]?.kind === "recess" ? 1 : 0);
    still.items = programme.slice(from, from + 4).map((item, index) => ({
      number: String(from + index + 1),
      title: inLanguage(item.title, language),
      detail: [item.site ? personOf(state, { site: item.site, delegate: item.speaker, item: null }).name : "",
        item.speaker && item.site ? siteName(state, item.site, language) : "", span(item.minutes * 60)].filter(Boolean).join(", "),
    }));
  }
  return still;
}

/** How long the server keeps the floor for a holder whose line dropped, in seconds (`Limits.lineGrace`). */
const lineGrace = 30;

/**
 * Why there is no picture, in words and with its age; null when all is well.
 * @param {State} state
 * @param {object} line
 * @param {{state: string, since: number, wasConnected: boolean, reason: string}} line.media
 * @param {{line: string, lineSince: number}} line.stream
 * @param {Record<string, {connected: boolean}>} line.presence
 * @param {number} line.here this machine's clock
 * @param {number} line.now the server's clock
 */
export function noticeOf(state, { media, stream, presence, here, now }) {
  const language = currentLanguage();
  if (stream.line === "ended") return { heading: say("notice.ended"), text: say("notice.ended.text"), lost: true };
  if (media.state === "refused") return { heading: say("notice.refused"), text: media.reason || say("notice.refused.text"), lost: true };
  if (media.state === "replaced") return { heading: say("notice.replaced"), text: say("notice.replaced.text"), lost: true, canTakeOver: true };
  if (media.wasConnected && media.state !== "connected" && here - media.since > 1_000) {
    return {
      heading: say("notice.ownLine"),
      text: say("notice.ownLine.text", { time: timeOfDay(now - (here - media.since), true), span: span((here - media.since) / 1000) }),
      lost: true,
    };
  }
  const gone = state.floor.find((holder) => presence[holder.site] && !presence[holder.site].connected);
  if (gone) {
    // The period is counted from the journal; until it says that the site left, only that it is held can be said.
    const left = state.attendance[gone.site]?.left;
    const held = left ? Math.ceil(lineGrace - (now - Math.max(left, gone.since)) / 1000) : 0;
    return {
      heading: say("notice.holder", { site: siteName(state, gone.site, language) }),
      text: held > 0 ? say("notice.holder.held", { span: span(held) }) : say("notice.holder.text"),
      lost: true,
    };
  }
  if (!media.wasConnected && here - media.since > 1_500) return { heading: say("notice.connecting"), text: say("notice.connecting.text"), lost: true };
  if (stream.line === "lost" && here - stream.lineSince > 5_000) {
    return {
      heading: "", lost: false,
      text: say("notice.stale", { time: timeOfDay(now - (here - stream.lineSince), true), span: span((here - stream.lineSince) / 1000) }),
    };
  }
  return null;
}

/**
 * What the operator can do now, in the order of the bar.
 * @param {State} state
 * @param {object} here
 * @param {boolean} here.hasMicrophone
 * @param {boolean} here.isSharing
 * @param {boolean} here.isShareWanted
 * @param {boolean} here.canShare
 * @param {number} here.connected
 */
export function barOf(state, { hasMicrophone, isSharing, isShareWanted, canShare, connected }) {
  const site = state.you.site;
  const holds = holderAt(state, site) !== null;
  const position = queuePosition(state, site);
  const isMuted = site !== null && state.muted.includes(site);
  const isHeard = holds || centralSite(state)?.id === site;
    const operates = state.you.role === "operator" && site !== null;
  return {
    operates,
    microphone: !hasMicrophone ? "none" : isMuted ? "muted" : isHeard ? "live" : "ready",
    ask: operates && state.phase === "open" && !holds && position === 0,
    withdraw: operates && position > 0,
    position: position > 0 ? say("bar.position", { position }) : holds ? say("bar.holding") : "",
    yields: operates && holds,
    share: !operates || !canShare ? "none" : !isSharing ? "off" : isShareWanted ? "shown" : "waiting",
    attendance: say("bar.attendance", { connected, total: state.conference.sites.length }),
  };
}
