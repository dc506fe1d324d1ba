// @ts-check
// Cameras, microphones and loudspeakers of this machine, and what was chosen last time.

const key = "dienhong.devices";

/**
 * `sound` is for halls whose own mixer cleans the sound: `asItIs` keeps the browser's hands off it. There is no button for it;
 * in the browser's console: `localStorage["dienhong.devices"] = '{"sound": "asItIs"}'`.
 * @typedef {{camera?: string, microphone?: string, speaker?: string, sound?: "asItIs"}} Choice
 */

/** @returns {Choice} */
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {Choice} choice */
export function remember(choice) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...remembered(), ...choice }));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Why a device is not there, in the words of the checks. */
export const troubles = /** @type {const} */ (["insecure", "denied", "missing", "busy", "failed"]);

/**
 * One source of this machine: the one chosen last time if it is still there, else any.
 * @param {"camera" | "microphone"} source
 * @returns {Promise<{track: MediaStreamTrack | null, trouble: typeof troubles[number] | null}>}
 */
export async function acquire(source) {
  if (!navigator.mediaDevices?.getUserMedia) return { track: null, trouble: "insecure" };
  const { [source]: device, sound } = remembered();
  const clean = sound !== "asItIs";
  const exact = device ? { deviceId: { ideal: device } } : {};
  const constraints = source === "camera"
    ? { video: { ...exact, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } } }
    : { audio: { ...exact, echoCancellation: clean, noiseSuppression: clean, autoGainControl: clean } };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    const [track] = stream.getTracks();
    return { track, trouble: null };
  } catch (error) {
    return { track: null, trouble: troubleOf(/** @type {DOMException} */ (error)) };
  }
}

/** @param {DOMException} error @returns {typeof troubles[number]} */
export function troubleOf({ name }) {
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "failed";
}

/** @returns {Promise<{camera: MediaDeviceInfo[], microphone: MediaDeviceInfo[], speaker: MediaDeviceInfo[]}>} */
export async function list() {
  const all = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? [];
  const of = (/** @type {string} */ kind) => all.filter((device) => device.kind === kind && device.deviceId);
  return { camera: of("videoinput"), microphone: of("audioinput"), speaker: of("audiooutput") };
}
