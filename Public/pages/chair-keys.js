// @ts-check
// The console's keys: those that Vietnamese typing leaves alone; letters only as extras, by their place on the keyboard.

/** @typedef {import("./floor-acts.js").FloorActs} Acts */
/** What differs from desk to desk: turning the wall's page, and finding a site. @typedef {{turn?(by: number): void, find(): void}} Own */
/** @typedef {"next" | "mute" | "dialogue" | "recess" | "point" | "pass" | "vote"} Lettered */

/** Letters by their place on the keyboard, so that a Vietnamese layout types none of them here. @type {Record<string, Lettered>} */
const letters = { KeyN: "next", KeyM: "mute", KeyD: "dialogue", KeyR: "recess", KeyP: "point", KeyB: "pass", KeyV: "vote" };

/** @param {Acts} acts @param {Own} own */
export function bindKeys(acts, own) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.isComposing || document.querySelector("dialog[open]") || target.closest("input:not([type=radio], [type=range]), textarea, select")) return;
    // What a focused control does with a key comes first.
    const onControl = target.closest("button, a, input") !== null;
    const act = meaning(event, onControl);
    if (!act) return;
    event.preventDefault();
    act(acts, own);
  });
}

/** @param {KeyboardEvent} event @param {boolean} onControl @returns {((acts: Acts, own: Own) => void) | null} */
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
  if (key === "ArrowLeft" && !isField) return (_, own) => own.turn?.(-1);
  if (key === "ArrowRight" && !isField) return (_, own) => own.turn?.(1);
  // A key that is held down must not grant, extend or revoke many times.
  if (repeat) return null;
  if (key === "Enter") return onControl ? null : (acts) => acts.grant();
  if (/^[1-9]$/.test(key)) return (acts) => acts.grantNth(Number(key));
  if (key === "+" || code === "NumpadAdd") return (acts) => acts.extend();
  if (key === "Delete") return (acts) => acts.revoke();
  if (key === "/") return (_, own) => own.find();
  if (key === "?") return (acts) => acts.help();
  const name = letters[code];
  return name ? (acts) => acts[name]() : null;
}
