// @ts-check
// Messages between the centre and the sites: who may see them is the server's affair, here they are put in order. Pure.

/** @typedef {{seq: number, at: number, from: string | null, to: "all" | "secretariat" | {site: string}, text: string}} Message */
/** @typedef {import("./conference.js").Entry} Entry */

/** As many as the server keeps. */
const most = 1_000;

/** @param {Message[]} messages @param {Entry} entry @returns {Message[]} */
export function withEntry(messages, { seq, at, event }) {
  if (event.type !== "messageSent") return messages;
  return withMessages(messages, [{ seq, at, from: event.from ?? null, to: event.to, text: event.text }]);
}

/** Both lists as one, each message once, in their order. @param {Message[]} messages @param {Message[]} more */
export function withMessages(messages, more) {
  const bySeq = new Map([...messages, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((left, right) => left.seq - right.seq).slice(-most);
}

/** The site that a message was written by or to; null for one to all. @param {Message} message */
export function siteOfMessage({ from, to }) {
  return from ?? (typeof to === "object" ? to.site : null);
}

/** The messages with one site, the oldest first. @param {Message[]} messages @param {string | null} site */
export function withSite(messages, site) {
  return messages.filter((message) => siteOfMessage(message) === site || message.to === "all");
}

/**
 * The threads of a console, those with the newest message first.
 * @param {Message[]} messages
 * @param {Record<string, number>} read the last `seq` that was read of each site
 */
export function threads(messages, read) {
  /** @type {Map<string, {site: string, last: Message, unread: number}>} */
  const bySite = new Map();
  for (const message of messages) {
    const site = siteOfMessage(message);
    if (site === null) continue;
    const isNew = message.from !== null && message.seq > (read[site] ?? 0);
    // Who answers has read what came before.
    bySite.set(site, { site, last: message, unread: message.from === null ? 0 : (bySite.get(site)?.unread ?? 0) + Number(isNew) });
  }
  return [...bySite.values()].sort((left, right) => right.last.seq - left.last.seq);
}
