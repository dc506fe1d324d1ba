// @ts-check
// A picture that never rests: work for a line that is tested, and the picture of a site without a camera.

/** @param {AbortSignal} signal @returns {MediaStreamTrack | null} */
export function testPattern(signal) {
  // Small tiles that all change are as much work for the line as a page that somebody scrolls.
  const tile = 40, rate = 15;
  const canvas = document.createElement("canvas");
  canvas.width = 1_280;
  canvas.height = 720;
  const context = canvas.getContext("2d");
  const [track] = canvas.captureStream?.(rate).getVideoTracks() ?? [];
  if (!context || !track) return null;
  let step = 0;
  const timer = setInterval(() => {
    if (track.readyState === "ended" || signal.aborted) return clearInterval(timer);
    step += 1;
    for (let top = 0; top < canvas.height; top += tile) {
      for (let left = 0; left < canvas.width; left += tile) {
        context.fillStyle = `hsl(${(left * 7 + top * 3 + step * 11) % 360} 40% ${20 + (left + top * 5 + step * 7) % 60}%)`;
        context.fillRect(left, top, tile, tile);
      }
    }
  }, 1_000 / rate);
  return track;
}
