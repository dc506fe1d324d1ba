// @ts-check
// The console's keys: those that Vietnamese typing leaves alone; letters only as extras, by their place on the keyboard.

/**
 * @param {{grant(): void, grantNth(position: number): void, extend(): void, revoke(): void, mute(): void, next(): void,
 *   choose(by: number): void, move(by: number): void, turn(by: number): void, undo(): void, find(): void}} acts
 */
export function bindKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.isComposing || document.querySelector("dialog[open]") || target.closest("input:not([type=radio], [type=range]), select")) return;
    // What a focused control does with a key comes first.
    const onControl = target.closest("button, a, input") !== null;
    const act = meaning(event, onControl);
    if (!act) return;
    event.preventDefault();
    act(acts);
  });
}

/** @param {KeyboardEvent} event @param {boolean} onControl @returns {((acts: Parameters<typeof bindKeys>[0]) => void) | null} */
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
  if (code === "KeyN") return (acts) => acts.next();
  if (code === "KeyM") return (acts) => acts.mute();
  return null;
}
