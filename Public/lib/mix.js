// @ts-check
// Several sounds as one track: what a shared page plays goes out with the voice that explains it.

/**
 * Mixes tracks until `end` is called; a track that is switched off is silent in it.
 *
 * @param {MediaStreamTrack[]} tracks
 * @returns {{track: MediaStreamTrack, end: () => void}}
 */
export function mix(tracks) {
  // A few hundredths of a second more, and no gaps on a machine that is busy.
  const context = new AudioContext({ latencyHint: "playback" });
  const target = context.createMediaStreamDestination();
  for (const track of tracks) context.createMediaStreamSource(new MediaStream([track])).connect(target);
  const [track] = target.stream.getAudioTracks();
  return {
    track,
    end() {
      track.stop();
      void context.close();
    },
  };
}
