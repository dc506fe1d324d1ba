// Counts what a viewer sees and hears, in a page that has a connection and a video: freezes as the browser counts them,
// the longest gap between two pictures, and the share of sound that was made up.
({
  begin(video, connection) {
    const watch = { gaps: [], last: performance.now(), connection };
    const next = (now) => {
      watch.gaps.push([watch.last, now - watch.last]);
      watch.last = now;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    return watch;
  },
  async sums(watch) {
    const sums = { frozen: 0, freezes: 0, frames: 0, samples: 0, concealed: 0, bytes: 0, height: 0 };
    for (const entry of (await watch.connection.getStats()).values()) {
      if (entry.type !== "inbound-rtp" || !entry.packetsReceived) continue;
      sums.bytes += entry.bytesReceived;
      sums.height = Math.max(sums.height, entry.frameHeight ?? 0);
      sums.frozen += entry.totalFreezesDuration ?? 0;
      sums.freezes += entry.freezeCount ?? 0;
      sums.frames += entry.framesDecoded ?? 0;
      sums.samples += entry.totalSamplesReceived ?? 0;
      // Silence that is filled in while nobody speaks is not missed.
      sums.concealed += (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0);
    }
    return { ...sums, at: performance.now() };
  },
  longest(watch, since) {
    const gaps = [...watch.gaps, [watch.last, performance.now() - watch.last]];
    return Math.max(...gaps.filter(([from, gap]) => from + gap >= since).map(([from, gap]) => from + gap - Math.max(from, since)));
  },
})
