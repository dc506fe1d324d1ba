// @ts-check
// The console's keys: those that Vietnamese typing leaves alone; letters only as extras, by their place on the keyboard.

/**
 * @typedef {{grant(): void, grantNth(position: number): void, extend(): void, revoke(): void, mute(): void, next(): void, pass(): void,
 *   dialogue(): void, recess(): void, point(): void, vote(): void, choose(by: number): void, move(by: number): void, turn(by: number): void,
 *   undo(): void, find(): void, help(): void}} Acts
 */

/** Letters by their place on the keyboard, so that a Vietnamese layout types none of them here. @type {Record<string, keyof Acts>} */
const letters = { KeyN: "next", KeyM: "mute", KeyD: "dialogue", KeyR: "recess", KeyP: "point", KeyB: "pass", KeyV: "vote" };

/**
 * @param {Acts} acts
 */
export function bindKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.isComposing || document.querySelector("dialog[open]") || target.closest("input:not([type=radio], [type=range]), textarea, select")) return;
    // What a focused control does with a key comes first.
    const onControl = target.closest("button, a, input") !== null;
    const act = meaning(event, onControl);
    if (!act) return;
    event.preventDefault();
    act(acts);
  });
}

/** @param {KeyboardEvent} event @param {boolean} onControl @returns {((acts: Acts) => void) | null} */
function meaning(event, onControl) {
  const { key, code, altKey, ctrlKey, metaKey, repeat } = event;
  const isField = event.target instanceof HTMLInputElement;
  if ((ctrlKey || metaKey) && code === "KeyZ") return (acts) => acts.undo();
  if (ctrlKey || metaKey) return null;
  if (altKey && key === "ArrowUp") return (acts) => acts.move(-1);
  if (altKey && key === "ArrowDown") return (acts) => acts.move(1);
  if (altKey) return null;
  if (key === "ArrowUp" && !isField) return (acts) => acts.choose(-1);
  if (key === "ArrowDown" && !isField) return (acts) => acts.choose(1);
  if (key === "ArrowLeft" && !isField) return (acts) => acts.turn(-1);
  if (key === "ArrowRight" && !isField) return (acts) => acts.turn(1);
  // A key that is held down must not grant, extend or revoke many times.
  if (repeat) return null;
  if (key === "Enter") return onControl ? null : (acts) => acts.grant();
  if (/^[1-9]$/.test(key)) return (acts) => acts.grantNth(Number(key));
  if (key === "+" || code === "NumpadAdd") return (acts) => acts.extend();
  if (key === "Delete") return (acts) => acts.revoke();
  if (key === "/") return (acts) => acts.find();
  if (key === "?") return (acts) => acts.help();
  const name = letters[code];
  return name ? (acts) => /** @type {() => void} */ (acts[name])() : null;
}
