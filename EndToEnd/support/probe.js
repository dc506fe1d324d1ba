// Eyes and ears of the tests inside a page: what really stands on the stage, and what really sounds. Changes nothing there.

(() => {
  const canvas = new OffscreenCanvas(32, 18);
  const context = canvas.getContext("2d", { willReadFrequently: true });

  /** The mean colour of a picture. */
  function color(video) {
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const sum = [0, 0, 0];
    for (let index = 0; index < data.length; index += 4) for (let channel = 0; channel < 3; channel += 1) sum[channel] += data[index + channel];
    return sum.map((total) => Math.round(total / (data.length / 4)));
  }

  /** The pictures that are visible on the stage, in their order. */
  function stage() {
    const figures = Array.from(document.querySelectorAll("stage-view:not([hidden]) figure"))
      .filter((figure) => !figure.hidden)
      .sort((left, right) => Number(left.style.order) - Number(right.style.order));
    return figures.map((figure) => figure.querySelector("video[data-live]"));
  }

  /** The sound of all players, mixed: sources come and go with the streams that the page plays. */
  const ears = {
    context: null, analyser: null, sources: new Map(),
    listen() {
      if (!this.context) {
        this.context = new AudioContext({ sampleRate: 48_000 });
        this.analyser = this.context.createAnalyser();
        this.analyser.fftSize = 16_384;
        this.analyser.smoothingTimeConstant = 0;
      }
      this.context.resume();
      const streams = Array.from(document.querySelectorAll("sound-out audio"), (player) => player.srcObject).filter(Boolean);
      for (const [stream, source] of this.sources) {
        if (streams.includes(stream)) continue;
        source.disconnect();
        this.sources.delete(stream);
      }
      for (const stream of streams) {
        if (this.sources.has(stream)) continue;
        const source = this.context.createMediaStreamSource(stream);
        source.connect(this.analyser);
        this.sources.set(stream, source);
      }
    },
    /** The last third of a second. */
    samples() {
      this.listen();
      const samples = new Float32Array(this.analyser.fftSize);
      this.analyser.getFloatTimeDomainData(samples);
      return samples;
    },
  };

  /** Frames that were shown in a video of the stage: when (on the wall's clock), and of what colour. */
  const recorder = {
    frames: [], isOn: false, watched: new WeakSet(),
    add(at, video) {
      this.frames.push([performance.timeOrigin + at, ...color(video)]);
      if (this.frames.length > 2_000) this.frames.splice(0, 1_000);
    },
    start() {
      this.isOn = true;
      this.frames = [];
      this.look();
    },
    look() {
      if (!this.isOn) return;
      const [video] = stage();
      if (video && !this.watched.has(video)) {
        this.watched.add(video);
        const next = (now, metadata) => {
          this.add(metadata.presentationTime ?? now, video);
          if (video.isConnected && this.isOn) video.requestVideoFrameCallback(next);
          else this.watched.delete(video);
        };
        video.requestVideoFrameCallback(next);
      }
      setTimeout(() => this.look(), 50);
    },
  };

  // The first frame of a new connection, which comes before anybody could have watched for it.
  document.addEventListener("frame", ({ target, detail }) => {
    const video = target.closest("stage-view") && target.querySelector("video[data-live]");
    if (recorder.isOn && video && video === stage()[0]) recorder.add(detail.at, video);
  });

  window.probe = Object.freeze({
    /** The colours on the stage; `null` where there is no picture yet. */
    colors: () => stage().map((video) => video && color(video)),
    samples: () => Array.from(ears.samples()),
    listen: () => ears.listen(),
    record: () => recorder.start(),
    /** The frames that were shown since `after`, in milliseconds since 1970. */
    frames: (after) => recorder.frames.filter(([at]) => at >= after),
    now: () => performance.timeOrigin + performance.now(),
    /** Frames decoded in the slots of the stage, all together, and the connection that counted them: the next one starts from nothing. */
    decoded: async () => {
      const { peer } = window.dienhong.media;
      const statistics = await window.dienhong.media.statistics();
      return { peer, frames: statistics.video.slice(0, 2).reduce((sum, slot) => sum + slot.framesDecoded, 0) };
    },
    /** What this page folded, beside what the server says; both at the same entry, or `null` while they are not. */
    folded: async () => {
      const base = document.documentElement.dataset.base;
      const { now: _, ...server } = await (await fetch(`${base}api/state`, { cache: "no-store" })).json();
      const { now: __, ...page } = window.dienhong.state;
      return page.seq === server.seq ? { page, server } : null;
    },
  });
})();
