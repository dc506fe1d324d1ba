// @ts-check
// What the pages of accounts ask the server for; passkeys between the browser's form and the server's.

import { Refusal } from "./commands.js";

/** @param {string} path @param {unknown} [body] a POST when there is one @returns {Promise<any>} */
export async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, body === undefined ? { cache: "no-store" } : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
  } catch {
    throw new Refusal("noLine", "", 0);
  }
  if (!response.ok) {
    const { code = `http${response.status}`, message = "" } = await response.json().catch(() => ({}));
    throw new Refusal(code, message, response.status);
  }
  return response.status === 204 ? null : response.json();
}

/** @param {ArrayBuffer | Uint8Array} bytes */
export function base64url(bytes) {
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text */
export function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** Whether this browser can hold passkeys here: a page without encryption, or an address in figures, cannot. */
export function canUsePasskeys() {
  return typeof PublicKeyCredential === "function" && isSecureContext && !/^[\d.]+$|:/.test(location.hostname);
}

/** Signs in with a passkey; answers where to go on. @param {CredentialsContainer} [credentials] */
export async function signInWithPasskey(credentials = navigator.credentials) {
  const { challenge, party } = await ask("/account/api/sign-in/passkey/challenge", {});
  const credential = /** @type {any} */ (await credentials.get({
    publicKey: { challenge: bytesOf(challenge), rpId: party, userVerification: "required" },
  }));
  return ask("/account/api/sign-in/passkey", {
    id: base64url(credential.rawId),
    clientData: base64url(credential.response.clientDataJSON),
    authenticatorData: base64url(credential.response.authenticatorData),
    signature: base64url(credential.response.signature),
  });
}

/** Makes a passkey by the name that its owner gives it. @param {string} label @param {CredentialsContainer} [credentials] */
export async function makePasskey(label, credentials = navigator.credentials) {
  const wanted = await ask("/account/api/enrol/passkey/challenge", {});
  const credential = /** @type {any} */ (await credentials.create({
    publicKey: {
      challenge: bytesOf(wanted.challenge),
      rp: { id: wanted.party, name: "Diên Hồng" },
      user: { id: bytesOf(wanted.user), name: wanted.name, displayName: wanted.displayName },
      pubKeyCredParams: wanted.algorithms.map((/** @type {number} */ alg) => ({ type: "public-key", alg })),
      excludeCredentials: wanted.known.map((/** @type {string} */ id) => ({ type: "public-key", id: bytesOf(id) })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    },
  }));
  return ask("/account/api/enrol/passkey", {
    label,
    clientData: base64url(credential.response.clientDataJSON),
    attestation: base64url(credential.response.attestationObject),
  });
}

/** What kind of computer and browser a session's client is, as far as its own words tell. @param {string} client */
export function clientInWords(client) {
  const browser = /Edg\//.test(client) ? "Edge" : /Firefox\//.test(client) ? "Firefox" : /Chrom(e|ium)\//.test(client) ? "Chrome"
    : /Safari\//.test(client) ? "Safari" : "";
  const system = /Android/.test(client) ? "Android" : /iPhone|iPad/.test(client) ? "iOS" : /Windows/.test(client) ? "Windows"
    : /Mac OS X/.test(client) ? "macOS" : /Linux/.test(client) ? "Linux" : "";
  return [browser, system].filter(Boolean).join(" · ") || "?";
}
