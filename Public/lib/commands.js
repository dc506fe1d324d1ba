// @ts-check
// Commands to the conference: each has its own id, so that saying it again after a broken line makes it happen once.

import { pause } from "./events.js";

/** Why a command was refused, in the reader's language. */
export class Refusal extends Error {
  /** @param {string} code @param {string} message @param {number} status @param {number} [retryAfter] seconds, when the server named them */
  constructor(code, message, status, retryAfter = 0) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** How often a command is said again when no answer came, and the pauses between (milliseconds). */
const pauses = [250, 500, 1_000, 2_000, 4_000];

/**
 * Says one command and waits until it is durable; answers its `seq`.
 * @param {string} base the session's path
 * @param {string} type
 * @param {Record<string, unknown>} [fields]
 * @returns {Promise<number>}
 */
export async function command(base, type, fields = {}) {
  const body = JSON.stringify({ id: newID(), type, ...fields });
  for (let attempt = 0; ; attempt += 1) {
    const response = await say(base, body);
    if (response?.ok) return (await response.json()).seq;
    if (response && response.status < 500) throw await refusal(response);
    if (attempt === pauses.length) {
      throw response ? await refusal(response) : new Refusal("noLine", "", 0);
    }
    await pause(pauses[attempt]);
  }
}

/** @param {string} base @param {string} body */
async function say(base, body) {
  try {
    return await fetch(`${base}api/commands`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body, signal: AbortSignal.timeout(10_000),
    });
  } catch {
    return null;
  }
}

/** @param {Response} response */
export async function refusal(response) {
  const { code = `http${response.status}`, message = "" } = await response.json().catch(() => ({}));
  return new Refusal(code, message, response.status, Number(response.headers.get("Retry-After")) || 0);
}

/** A new UUID; `crypto.randomUUID` is missing where the page is not in a secure context. */
export function newID() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
