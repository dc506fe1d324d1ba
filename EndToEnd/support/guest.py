"""A client that is not a browser: aiortc publishes a colour and a tone, and looks and listens for itself."""

import asyncio
import fractions
import threading
import time

import aioice.ice
import numpy
from aiortc import (
    AudioStreamTrack, RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack)
from aiortc.mediastreams import MediaStreamError
from aiortc.sdp import candidate_from_sdp
from av import AudioFrame, VideoFrame

from support import signals

# A machine without a network has this address only, and it is enough here; aioice leaves it out by itself.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"] if use_ipv4 else []


class Color(VideoStreamTrack):
    """A camera of one colour."""

    def __init__(self, signal):
        super().__init__()
        image = numpy.empty((signals.HEIGHT, signals.WIDTH, 3), numpy.uint8)
        image[:] = signal.color
        self.frame = VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")

    async def recv(self):
        self.frame.pts, self.frame.time_base = await self.next_timestamp()
        return self.frame


class Tone(AudioStreamTrack):
    """A microphone of one pitch."""

    samples = 960

    def __init__(self, signal):
        super().__init__()
        self.pitch = signal.pitch
        self.sent = 0
        self.began = None

    async def recv(self):
        self.began = self.began or time.monotonic()
        await asyncio.sleep(max(0, self.began + self.sent / signals.SAMPLES_A_SECOND - time.monotonic()))
        frame = AudioFrame.from_ndarray(
            signals.tone(self.pitch, self.samples, self.sent).reshape(1, -1), format="s16", layout="mono")
        frame.pts, frame.sample_rate = self.sent, signals.SAMPLES_A_SECOND
        frame.time_base = fractions.Fraction(1, signals.SAMPLES_A_SECOND)
        self.sent += self.samples
        return frame


class Guest:
    """One connection of a seat, run on a thread of its own."""

    def __init__(self, seat, signal, audio_slots=3, video_slots=4):
        self.seat = seat
        self.colors = [None] * video_slots
        self.sounds = [numpy.zeros(0, numpy.float32)] * audio_slots
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.run(self.connect(signal, audio_slots, video_slots))

    def run(self, work, within=30):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(within)

    async def connect(self, signal, audio_slots, video_slots):
        # One transport from the start: aiortc loses sections when it joins several after the answer.
        self.connection = RTCPeerConnection(RTCConfiguration(bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        # What sends comes first, then the slots (docs/client-protocol.md, Media).
        self.connection.addTransceiver(Tone(signal), direction="sendonly")
        self.connection.addTransceiver(Color(signal), direction="sendonly")
        slots = [self.connection.addTransceiver(kind, direction="recvonly")
                 for kind, count in [("audio", audio_slots), ("video", video_slots)] for _ in range(count)]
        await self.connection.setLocalDescription(await self.connection.createOffer())
        status, location, answer = await asyncio.to_thread(self.seat.offer, self.connection.localDescription.sdp)
        assert status == 201, f"{status} {answer}"
        self.location = location
        self.answer = answer
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        # Of a bundle, aiortc reads the last section's candidates; the answer has them in the first (RFC 8843 §7.1.3).
        for line in answer.splitlines():
            if line.startswith("a=candidate:"):
                candidate = candidate_from_sdp(line.removeprefix("a=candidate:"))
                candidate.sdpMid = "0"
                await self.connection.addIceCandidate(candidate)
        tracks = [slot.receiver.track for slot in slots]
        self.readers = [asyncio.ensure_future(self.listen(slot, track)) for slot, track in enumerate(tracks[:audio_slots])]
        self.readers += [asyncio.ensure_future(self.look(slot, track)) for slot, track in enumerate(tracks[audio_slots:])]

    async def listen(self, slot, track):
        try:
            while True:
                frame = await track.recv()
                samples = frame.to_ndarray().reshape(-1, len(frame.layout.channels))[:, 0].astype(numpy.float32) / 32_768
                # A third of a second is enough to tell pitches apart.
                self.sounds[slot] = numpy.concatenate([self.sounds[slot], samples])[-16_384:]
        except MediaStreamError:
            pass

    async def look(self, slot, track):
        try:
            while True:
                frame = await track.recv()
                self.colors[slot] = frame.to_ndarray(format="rgb24").reshape(-1, 3).mean(axis=0)
        except MediaStreamError:
            pass

    async def end(self):
        await self.connection.close()
        for reader in self.readers:
            reader.cancel()
        await asyncio.gather(*self.readers, return_exceptions=True)

    @property
    def state(self):
        return self.connection.connectionState

    def sees(self, slot=0):
        return signals.seen(self.colors[slot])

    def hears(self):
        """Whose pitches sound in any of the slots."""
        full = [samples for samples in self.sounds if len(samples) == 16_384]
        return set().union(*(signals.heard(signals.loud_pitches(samples)) for samples in full))

    def hang_up(self):
        status, _, _ = self.seat.request("DELETE", self.location)
        return status

    def close(self):
        self.run(self.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()
