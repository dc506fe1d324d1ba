// @ts-check
// One WebRTC connection of a session: what it sends, and slots that receive. Negotiated once; what fills a slot is told by `slots`.

import { Backoff } from "./clock.js";
import { Refusal, refusal } from "./commands.js";
import { pause } from "./events.js";
import { slotStatistics } from "./statistics.js";

/** How many slots a hall, a console and an interpreter's booth ask for (docs/client-protocol.md, Media). */
export const slotCounts = { hall: { audio: 4, video: 4 }, console: { audio: 3, video: 27 }, booth: { audio: 3, video: 4 } };

/** A line that is `disconnected` for this long is not coming back by itself soon enough for a room. */
const patience = 5_000;

/** A connection that was replaced keeps its last pictures for this long, until the new ones have come. */
const afterglow = 4_000;

/** The RIDs of a camera's layers, smallest first, and the most that each may cost. */
const rids = ["l", "m", "h"];
const bitrates = [150_000, 500_000, 1_800_000];

/**
 * How much smaller than the camera's picture each layer is. Chromium sends only the first layer of a picture below 480 × 270 and
 * the first two below 960 × 540, so the last one that it sends has to be the whole picture.
 * @param {number} pixels
 */
export function layerScales(pixels) {
  if (pixels >= 960 * 540) return [4, 2, 1];
  return pixels >= 480 * 270 ? [2, 1, 1] : [1, 1, 1];
}

/**
 * Which layers to send for what the server wants: a layer that this picture has not is replaced by its largest.
 * @param {string[]} wanted RIDs
 * @param {number} pixels
 * @returns {boolean[]} by layer, smallest first
 */
export function layersFor(wanted, pixels) {
  const largest = layerScales(pixels).indexOf(1);
  const sent = wanted.map((rid) => Math.min(largest, rids.indexOf(rid)));
  return rids.map((_, layer) => sent.includes(layer));
}

/**
 * @typedef {object} Options
 * @property {{audio: number, video: number}} slots
 * @property {import("./relays.js").Relays} [relays]
 * @property {boolean} [isTest] whether it only tests the line: it takes no hall's place, and what it sends comes back to it alone
 * @property {boolean | "microphone"} sends whether it offers a microphone, a camera and a presentation, or only the first
 */

/**
 * Keeps one connection up until it is closed. Emits `state` when its state, its peer or the
 * streams of its slots change.
 */
export class Media extends EventTarget {
  /** @type {"connecting" | "connected" | "lost" | "replaced" | "refused" | "closed"} */
  state = "connecting";
  /** Since when, by this machine's clock. */
  since = Date.now();
  /** The server's name for the present connection. @type {string | null} */
  peer = null;
  /** Why the server refused the offer, in the reader's language. */
  reason = "";
  /** Whether it was ever connected. */
  wasConnected = false;
  /** @type {{audio: (MediaStream | null)[], video: (MediaStream | null)[]}} */
  streams;
  /** The address that the server answered with: what a network's administrator has to open. @type {{address: string, port: number}[]} */
  addresses = [];

  #base;
  #options;
  /** @type {RTCPeerConnection | null} */
  #connection = null;
  /** The connection before, kept for its last pictures. @type {RTCPeerConnection | null} */
  #retired = null;
  /** @type {string | null} */
  #location = null;
  #backoff = new Backoff();
  #ended = new AbortController();
  /** @type {{microphone: MediaStreamTrack | null, camera: MediaStreamTrack | null, presentation: MediaStreamTrack | null}} */
  #tracks = { microphone: null, camera: null, presentation: null };
  /** @type {Record<string, RTCRtpTransceiver>} */
  #senders = {};
  /** What the server wanted last, for each peer it named. @type {Map<string, {camera: string[], presentation: string[]}>} */
  #wanted = new Map();
  /** Changes of parameters run one after the other: each needs the parameters that the one before it left. */
  #parameters = Promise.resolve();
  #restart = () => {};

  /** @param {string} base the session's path @param {Options} options */
  constructor(base, options) {
    super();
    this.#base = base;
    this.#options = options;
    this.streams = { audio: Array(options.slots.audio).fill(null), video: Array(options.slots.video).fill(null) };
    globalThis.addEventListener?.("pagehide", this.#leave);
    globalThis.addEventListener?.("online", this.#hurry);
    this.#run();
  }

  /** Sends this track from now on, or nothing. @param {"microphone" | "camera" | "presentation"} source @param {MediaStreamTrack | null} track */
  async send(source, track) {
    this.#tracks[source] = track;
    await this.#senders[source]?.sender.replaceTrack(track).catch(() => {
      // That connection is over; the next one begins with this track.
    });
    if (source === "camera") this.#tune();
  }

  /** The server's word on what is worth sending. @param {{peer: string, camera: string[], presentation: string[]}} wanted */
  want(wanted) {
    this.#wanted.set(String(wanted.peer), wanted);
    if (String(wanted.peer) === this.peer) this.#tune();
  }

  /**
   * Hears of a connection of this session by its number. A later one than ours has taken our place (another window of this site);
   * to come back by ourselves would take it from there again, and so on for ever.
   * @param {string} peer
   */
  hear(peer) {
    if (this.state === "connected" && Number(peer) > Number(this.peer)) {
      this.#become("replaced");
      this.#restart();
    }
  }

  /** Takes the place back after all. */
  takeOver() {
    if (this.state === "replaced") this.reset();
  }

  /** Whether somebody is shown what this source sends. @param {"camera" | "presentation"} source */
  isWanted(source) {
    const wanted = this.peer === null ? undefined : this.#wanted.get(this.peer);
    return (wanted?.[source].length ?? 0) > 0;
  }

  /** The media server restarted: what there was is gone. */
  reset() {
    this.#backoff.reset();
    this.#restart();
  }

  close() {
    this.#ended.abort();
    this.#restart();
    this.#retired?.close();
    this.#leave();
    globalThis.removeEventListener?.("pagehide", this.#leave);
    globalThis.removeEventListener?.("online", this.#hurry);
    this.#become("closed");
  }

  /** What arrives in each slot (frames, loss, jitter, loudness) and what each layer sends. */
  async statistics() {
    return this.#connection ? slotStatistics(this.#connection) : { audio: [], video: [], sent: [], roundTrip: null, through: null };
  }

  #leave = () => {
    if (this.#location) fetch(this.#location, { method: "DELETE", keepalive: true }).catch(() => {});
    this.#location = null;
  };

  #hurry = () => {
    if (this.state === "lost") this.reset();
  };

  async #run() {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      const stop = new AbortController();
      let wait = 0;
      this.#restart = () => stop.abort();
      try {
        await this.#live(stop.signal);
      } catch (error) {
        this.reason = error instanceof Error ? error.message : "";
        if (error instanceof Refusal && error.status === 400) this.#become("refused");
        if (error instanceof Refusal) wait = error.retryAfter;
      }
      this.#retire(signal.aborted);
      if (signal.aborted) return;
      if (this.#isReplaced()) {
        await pause(2 ** 31 - 1, AbortSignal.any([signal, this.#wake()]));
        continue;
      }
      if (this.state !== "refused") this.#become("lost");
      await pause(this.#patience(wait), AbortSignal.any([signal, this.#wake()]));
    }
  }

  #isReplaced() {
    return this.state === "replaced";
  }

  /**
   * Lets go of the present connection, but not of its last pictures: a closed connection turns them black, so it stays until
   * its successor has pictures of its own.
   * @param {boolean} forGood
   */
  #retire(forGood) {
    const old = this.#connection;
    this.#connection = null;
    for (const { sender } of Object.values(this.#senders)) {
      sender.replaceTrack(null).catch(() => {
        // It is closed already, and sends nothing.
      });
    }
    this.#senders = {};
    this.#retired?.close();
    this.#retired = old;
    if (forGood) old?.close();
  }

  /**
   * Milliseconds until the next offer. The first follows at once: most lines that break come back with it. A server that names its
   * own time is believed, with a spread of half of it to both sides; otherwise the pauses grow.
   * @param {number} wait seconds that the server named, or zero
   */
  #patience(wait) {
    if (wait > 0) return wait * 1_000 * (0.5 + Math.random());
    const isFirst = this.wasConnected && this.#backoff.failures === 0;
    const pause = this.#backoff.next();
    return isFirst ? 0 : pause;
  }

  /** Ends a pause early when somebody asks for a new start. */
  #wake() {
    const wake = new AbortController();
    this.#restart = () => wake.abort();
    return wake.signal;
  }

  /** One connection from its offer to its end. @param {AbortSignal} stop */
  async #live(stop) {
    const iceServers = await this.#options.relays?.servers() ?? [];
    if (stop.aborted) return;
    const connection = new RTCPeerConnection({ bundlePolicy: "max-bundle", iceServers });
    this.#connection = connection;
    const slots = await this.#sections(connection);
    await this.#negotiate(connection, stop);
    this.#receive(slots);
    await this.#watch(connection, stop);
  }

  /** Lays out the sections in the protocol's order. @param {RTCPeerConnection} connection */
  async #sections(connection) {
    this.#senders = {};
    const { sends } = this.#options;
    const sending = { direction: /** @type {const} */ ("sendonly"), streams: [] };
    if (sends) this.#senders.microphone = connection.addTransceiver("audio", { direction: "sendonly" });
    if (sends === true) {
      this.#senders.camera = connection.addTransceiver("video", { ...sending, sendEncodings: rids.map((rid, layer) => ({
        rid, maxBitrate: bitrates[layer], scaleResolutionDownBy: layerScales(this.#pixels())[layer],
      })) });
      this.#senders.presentation = connection.addTransceiver("video", { ...sending, sendEncodings: [{ maxBitrate: 2_500_000 }] });
    }
    for (const [source, transceiver] of Object.entries(this.#senders)) {
      if (source !== "microphone") preferVP8(transceiver, RTCRtpSender);
      await transceiver.sender.replaceTrack(this.#tracks[/** @type {"camera"} */ (source)]);
    }
    const { audio, video } = this.#options.slots;
    /** @param {"audio" | "video"} kind @param {number} count */
    const slots = (kind, count) => Array.from({ length: count }, () => connection.addTransceiver(kind, { direction: "recvonly" }));
    const receivers = { audio: slots("audio", audio), video: slots("video", video) };
    for (const transceiver of receivers.video) preferVP8(transceiver, RTCRtpReceiver);
    return receivers;
  }

  #pixels() {
    const { width = 0, height = 0 } = this.#tracks.camera?.getSettings() ?? {};
    return width * height || 1280 * 720;
  }

  /** @param {RTCPeerConnection} connection @param {AbortSignal} stop */
  async #negotiate(connection, stop) {
    await connection.setLocalDescription(await connection.createOffer());
    // Sent without waiting for candidates: the server learns our address from the first check that arrives.
    const response = await fetch(`${this.#base}api/media${this.#options.isTest ? "?for=test" : ""}`, {
      method: "POST", headers: { "Content-Type": "application/sdp" }, body: connection.localDescription?.sdp,
      signal: AbortSignal.any([stop, AbortSignal.timeout(10_000)]),
    });
    if (response.status !== 201) throw await refusal(response);
    const location = new URL(response.headers.get("Location") ?? "", response.url).pathname;
    this.#location = location;
    const answer = await response.text();
    this.addresses = candidates(answer);
    await connection.setRemoteDescription({ type: "answer", sdp: answer });
    this.peer = location.split("/").pop() ?? null;
    const wanted = this.#wanted.get(this.peer ?? "");
    this.#wanted.clear();
    if (wanted && this.peer) this.#wanted.set(this.peer, wanted);
    // An answer makes all layers active again, whatever the offer said.
    this.#tune();
  }

  /** @param {{audio: RTCRtpTransceiver[], video: RTCRtpTransceiver[]}} slots */
  #receive(slots) {
    const streamOf = (/** @type {RTCRtpTransceiver} */ { receiver }) => new MediaStream([receiver.track]);
    this.streams = { audio: slots.audio.map(streamOf), video: slots.video.map(streamOf) };
    this.dispatchEvent(new CustomEvent("state"));
  }

  /** Returns when the connection is over. @param {RTCPeerConnection} connection @param {AbortSignal} stop @returns {Promise<void>} */
  #watch(connection, stop) {
    return new Promise((resolve) => {
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer = setTimeout(resolve, 10_000);
      const look = () => {
        const state = connection.connectionState;
        if (state === "connected") {
          clearTimeout(timer);
          this.#backoff.reset();
          this.wasConnected = true;
          const retired = this.#retired;
          setTimeout(() => retired?.close(), afterglow);
          this.#become("connected");
        }
        if (state === "disconnected") {
          clearTimeout(timer);
          timer = setTimeout(resolve, patience);
          this.#become("lost");
        }
        if (state === "failed" || state === "closed") resolve();
      };
      stop.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
      if (stop.aborted) resolve();
      connection.addEventListener("connectionstatechange", look);
      // A server that says goodbye is heard here, ten seconds before ICE gives up.
      const transport = connection.getReceivers()[0]?.transport;
      transport?.addEventListener("statechange", () => { if (transport.state === "closed" || transport.state === "failed") resolve(); });
      look();
    });
  }

  /** What to send until the server says: the smallest layer is enough to be known by; a test sends all that a hall would, and is told nothing. */
  get #unasked() {
    return this.#options.isTest ? { camera: ["l", "h"], presentation: ["h"] } : { camera: ["l"], presentation: ["h"] };
  }

  /** Brings the encodings to what is wanted now. */
  #tune() {
    const wanted = this.#wanted.get(this.peer ?? "") ?? this.#unasked;
    const scales = layerScales(this.#pixels()), layers = layersFor(wanted.camera, this.#pixels());
    this.#set(this.#senders.camera, (encoding, layer) => {
      encoding.active = layers[layer];
      encoding.scaleResolutionDownBy = scales[layer];
    });
    this.#set(this.#senders.presentation, (encoding) => { encoding.active = wanted.presentation.length > 0; });
    this.dispatchEvent(new CustomEvent("state"));
  }

  /** @param {RTCRtpTransceiver | undefined} transceiver @param {(encoding: RTCRtpEncodingParameters, layer: number) => void} change */
  #set(transceiver, change) {
    if (!transceiver) return;
    this.#parameters = this.#parameters.then(async () => {
      const parameters = transceiver.sender.getParameters();
      const before = JSON.stringify(parameters.encodings);
      parameters.encodings.forEach(change);
      if (JSON.stringify(parameters.encodings) !== before) await transceiver.sender.setParameters(parameters);
    }).catch(() => {
      // The connection was replaced meanwhile; its successor is told by its own `wanted`.
    });
  }

  /** @param {Media["state"]} state */
  #become(state) {
    if (this.state === state || this.state === "closed") return;
    this.state = state;
    this.since = Date.now();
    this.dispatchEvent(new CustomEvent("state"));
  }
}

/**
 * VP8 first: every browser sends it in three layers as it is.
 * @param {RTCRtpTransceiver} transceiver
 * @param {typeof RTCRtpSender | typeof RTCRtpReceiver} end
 */
function preferVP8(transceiver, end) {
  const codecs = end.getCapabilities("video")?.codecs ?? [];
  const isVP8 = (/** @type {RTCRtpCodec} */ codec) => codec.mimeType.toLowerCase() === "video/vp8";
  try {
    transceiver.setCodecPreferences?.([...codecs.filter(isVP8), ...codecs.filter((codec) => !isVP8(codec))]);
  } catch {
    // A browser that will not be told keeps its own order, and the server takes what it can.
  }
}

/** The UDP addresses of an answer. @param {string} sdp */
export function candidates(sdp) {
  return [...sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host/gim)]
    .map(([, address, port]) => ({ address, port: Number(port) }));
}
