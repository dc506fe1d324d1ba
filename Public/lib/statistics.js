// @ts-check
// What a connection receives, slot by slot, and what it sends, layer by layer, out of `getStats`.

/**
 * @typedef {object} SlotStatistics
 * @property {number} slot
 * @property {number} packets
 * @property {number} lost
 * @property {number} bytes
 * @property {number} jitter in seconds
 * @property {number} framesDecoded
 * @property {number} framesDropped
 * @property {number} freezes
 * @property {number} frozen in seconds
 * @property {number} width
 * @property {number} height
 * @property {number | null} level loudness from 0 to 1
 * @property {number} concealed share of samples that were made up
 * @property {number} samples that were played
 * @property {number} invented samples that were made up in place of sound, and not of silence
 */

/**
 * `lost` is what the server said that it missed after all, `again` what it asked for once more and `bytes` all of it.
 * @typedef {{source: string, rid: string | null, active: boolean, packets: number, lost: number, again: number, bytes: number, frames: number, width: number, height: number, limited: string}} Sent
 */

/** What the sending sections carry, in their order. */
const sources = ["microphone", "camera", "presentation"];

/**
 * @param {RTCPeerConnection} connection
 * @returns {Promise<{audio: SlotStatistics[], video: SlotStatistics[], sent: Sent[], roundTrip: number | null, through: string | null}>}
 * `through` is `udp`, `tcp`, or `relay`
 */
export async function slotStatistics(connection) {
  const report = await connection.getStats();
  const byMid = new Map();
  const heard = new Map([...report.values()].filter(({ type }) => type === "remote-inbound-rtp").map((entry) => [entry.localId, entry]));
  /** @type {Sent[]} */
  const sent = [];
  const pair = selectedPair(report), local = report.get(pair?.localCandidateId);
  const senders = connection.getTransceivers().filter(({ direction }) => direction === "sendonly").map(({ mid }) => mid);
  for (const entry of report.values()) {
    if (entry.type === "inbound-rtp") byMid.set(entry.mid, entry);
    if (entry.type === "outbound-rtp" && senders.includes(entry.mid)) {
      sent.push({
        source: sources[senders.indexOf(entry.mid)], rid: entry.rid ?? null, active: entry.active ?? true,
        packets: entry.packetsSent ?? 0, lost: heard.get(entry.id)?.packetsLost ?? 0,
        again: entry.retransmittedPacketsSent ?? 0, bytes: entry.bytesSent ?? 0, frames: entry.framesSent ?? 0, width: entry.frameWidth ?? 0,
        height: entry.frameHeight ?? 0, limited: entry.qualityLimitationReason ?? "none",
      });
    }
  }
  const slots = (/** @type {string} */ kind) => connection.getTransceivers()
    .filter(({ receiver, direction }) => receiver.track.kind === kind && direction === "recvonly")
    .map(({ mid }, slot) => received(slot, byMid.get(mid) ?? {}));
  return {
    audio: slots("audio"), video: slots("video"), sent,
    roundTrip: pair?.currentRoundTripTime ?? null,
    through: local?.candidateType === "relay" ? "relay" : local?.protocol ?? null,
  };
}

/** The way that packets take. A way is in use before it is nominated, and Firefox says which is only by `nominated`. @param {RTCStatsReport} report */
function selectedPair(report) {
  const entries = [...report.values()];
  const chosen = entries.map((entry) => entry.type === "transport" && report.get(entry.selectedCandidatePairId)).find(Boolean);
  return chosen ?? entries.find((entry) => entry.type === "candidate-pair" && entry.nominated);
}

/** @param {number} slot @param {any} entry @returns {SlotStatistics} */
function received(slot, entry) {
  return {
    slot,
    packets: entry.packetsReceived ?? 0,
    lost: entry.packetsLost ?? 0,
    bytes: entry.bytesReceived ?? 0,
    jitter: entry.jitter ?? 0,
    framesDecoded: entry.framesDecoded ?? 0,
    framesDropped: entry.framesDropped ?? 0,
    freezes: entry.freezeCount ?? 0,
    frozen: entry.totalFreezesDuration ?? 0,
    width: entry.frameWidth ?? 0,
    height: entry.frameHeight ?? 0,
    level: entry.audioLevel ?? null,
    samples: entry.totalSamplesReceived ?? 0,
    invented: (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0),
    concealed: entry.totalSamplesReceived ? entry.concealedSamples / entry.totalSamplesReceived : 0,
  };
}
