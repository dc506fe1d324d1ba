// @ts-check
// What a hall shows and what its operator can do, worked out from the session: values for elements to draw. Pure; words come from `words.js`.

import { admitsMe } from "./closed.js";
import { centralSite, holderAt, inLanguage, itemOf, nextItem, queuePosition, secondsLeft, siteName } from "./conference.js";
import { lineAdvice } from "./line.js";
import { speakingOrder } from "./order.js";
import { personOf, timerOf } from "./person.js";
import { delegatesAt, presentAmong } from "./roll.js";
import { currentLanguage, duration, say, span, timeOfDay } from "./words.js";

/** @typedef {import("./conference.js").State} State */

/** A result stays on the halls' line for this long, in milliseconds. */
const resultStays = 60_000;

/**
 * The band under the stage: who speaks, how long still, who is next.
 * @param {State} state
 * @param {number} now
 */
export function bandOf(state, now) {
  const holders = state.floor.map((holder) => personOf(state, holder));
  const latest = state.floor.at(-1);
  const [waiting] = state.interrupted;
  return {
    people: holders.length ? holders : [silentCentre(state)],
    isPointOfOrder: state.floor.length === 1 && state.floor[0].kind === "pointOfOrder",
    timer: latest ? timerOf(latest, now) : null,
    clock: timeOfDay(now),
    next: waiting ? { ...personOf(state, waiting), site: say("timer.waiting.left", { time: duration(secondsLeft(waiting, waiting.since)) }) } : nextOf(state),
    nextLabel: waiting ? say("timer.waiting") : say(nextOf(state) ? "timer.next" : "timer.last"),
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

/** Who comes next: the first of those suggested to the chair, else what the programme says. @param {State} state */
export function nextOf(state) {
  const language = currentLanguage();
  const [first] = speakingOrder(state);
  const item = nextItem(state);
  // What comes before a speaker of a later item comes next itself.
  if (first && (first.source !== "programme" || first.delegate || !item)) return personOf(state, first);
  if (!item) return null;
  const person = item.site ? personOf(state, { site: item.site, delegate: item.speaker, item: null }) : null;
  return person && item.speaker ? person : { name: inLanguage(item.title, language), site: person?.name ?? "", titles: [] };
}

/**
 * The line across a hall's screen: an announcement, a vote that is open, or what it came to; null for none.
 * @param {State} state
 * @param {number} now
 * @returns {{kind: "announcement" | "vote" | "result", label: string, text: string} | null}
 */
export function lineOf(state, now) {
  const { announcement, vote, votes } = state;
  if (vote) {
    const eligible = vote.unit === "site" ? state.conference.sites.length : state.conference.delegates.length;
    return { kind: "vote", label: say("line.vote"), text: `${vote.title}. ${say("line.vote.cast", { cast: vote.voted.length, eligible })}` };
  }
  const result = votes.at(-1);
  if (result && now - result.at < resultStays && (!announcement || announcement.at < result.at)) {
    const counts = result.options.map((option, index) => `${option} ${result.counts[index] ?? 0}`).join(" · ");
    return { kind: "result", label: say("line.result"), text: `${result.title}: ${counts}` };
  }
  return announcement ? { kind: "announcement", label: say("line.announcement"), text: announcement.text } : null;
}

/** How long the server keeps the floor for a holder whose line dropped, in seconds (`Limits.lineGrace`). */
const lineGrace = 30;

/**
 * Why there is no picture, in words and with its age; null when all is well.
 * @param {State} state
 * @param {object} line
 * @param {{state: string, since: number, wasConnected: boolean, reason: string}} line.media
 * @param {{line: string, lineSince: number}} line.stream
 * @param {Record<string, import("./line.js").Presence>} line.presence
 * @param {string | null} [line.site] whose line is spoken of when it is weak
 * @param {number} line.here this machine's clock
 * @param {number} line.now the server's clock
 */
export function noticeOf(state, { media, stream, presence, site = null, here, now }) {
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
  const advice = lineAdvice(presence[site ?? ""]);
  return advice ? { heading: "", lost: false, text: advice } : null;
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
 * @param {string | null} [here.channel] the interpretation that is heard
 * @param {number} [here.unread] messages that nobody looked at
 */
export function barOf(state, { hasMicrophone, isSharing, isShareWanted, canShare, connected, channel = null, unread = 0 }) {
  const site = state.you.site;
  const holds = holderAt(state, site) !== null;
  const isWaiting = state.interrupted.some((holder) => holder.site === site);
  const position = queuePosition(state, site);
  const isMuted = site !== null && state.muted.includes(site);
  const isHeard = holds || centralSite(state)?.id === site;
  const operates = state.you.role === "operator" && site !== null;
  const takesPart = operates && state.phase === "open" && admitsMe(state);
  const delegates = delegatesAt(state, site);
  const presents = state.presentation?.site === site && site !== null;
  const { channels } = state.conference;
  return {
    operates,
    microphone: !hasMicrophone ? "none" : isMuted ? "muted" : isHeard && admitsMe(state) ? "live" : "ready",
    ask: takesPart && !holds && !isWaiting && position === 0,
    point: takesPart && !holds && !isWaiting && !state.queue.some((request) => request.site === site && request.kind === "pointOfOrder"),
    withdraw: operates && position > 0,
    position: position > 0 ? say("bar.position", { position }) : holds ? say("bar.holding") : isWaiting ? say("bar.waiting") : "",
    yields: operates && (holds || isWaiting),
    share: !operates || !canShare ? "none" : !isSharing ? "off" : isShareWanted ? "shown" : "waiting",
    papers: takesPart ? (presents && state.presentation?.document ? say("bar.papers.on", { page: state.presentation.page ?? 1 }) : say("bar.papers")) : "",
    presents: presents && state.presentation?.document !== null,
    roll: operates && delegates.length ? say("bar.roll", { present: presentAmong(state, delegates), total: delegates.length }) : "",
    messages: operates ? (unread ? say("bar.messages.unread", { count: unread }) : say("bar.messages")) : "",
    unread,
    ballot: operates && state.vote !== null ? say("bar.ballot") : "",
    channel: channels.length ? inLanguage(channels.find(({ id }) => id === channel)?.name, currentLanguage()) || say("bar.channel") : "",
    // The roll says more than the number of sites; one of the two is enough.
    attendance: operates && delegates.length ? "" : say("bar.attendance", { connected, total: state.conference.sites.length }),
  };
}
