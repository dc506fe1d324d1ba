"""One server with its sources and receivers, and what is measured of it."""

import time

from forwarding import machine, profile
from forwarding.client import LoadClient

PACE = {"framesPerSecond": 25, "packetsPerFrame": 10}
SECONDS = 5
#: A second whose packets mostly come within this, in microseconds, found nothing piled up: what did piles up for longer by far.
DRAINED, DRAINING_SECONDS = 20_000, 30


class Run:
    """One server, fresh, with its sources and receivers connected."""

    def __init__(self, kind, folder, sources, receivers, workers):
        self.server = self.client = None
        self.sources, self.receivers = sources, sources * receivers
        try:
            self.server = kind(folder, workers)
            self.client = LoadClient(folder)
            self.client.say("pace", **PACE)
            for source in range(sources):
                self.server.add_source(self.client, source, source)
            self.client.say("pace", **PACE)
            time.sleep(1)
            before = machine.resident_bytes(self.server.process.pid)
            peers = range(sources, sources + self.receivers)
            for start in range(0, self.receivers, 50):
                batch = peers[start:start + 50]
                for peer in batch:
                    self.server.add_receiver(self.client, peer, peer % sources)
                self.client.wait_until_connected(*batch)
            time.sleep(2)
            self.bytes_per_receiver = (machine.resident_bytes(self.server.process.pid) - before) / self.receivers
        except BaseException:
            self.close()
            raise

    def measure(self, seconds):
        pid, seen = self.server.process.pid, {}
        drops = machine.socket_drops()
        result = self.client.measure(
            seconds, began=lambda: seen.update(before=machine.cpu_seconds(pid)),
            ended=lambda: seen.update(after=machine.cpu_seconds(pid)))
        if result["wrong"] or not result["delivered"]:
            raise RuntimeError(f"{result['delivered']} packets came, {result['wrong']} were not what was sent")
        # Every receiver has one source, so this is what should have come; a stream that never began is lost too.
        result["lost"] = result["sent"] * self.receivers // self.sources - result["delivered"]
        result["cpu"] = seen["after"] - seen["before"]
        # What is still sent while the last packets are waited for costs as much as the rest.
        result["cpu"] *= result["seconds"] / (result["seconds"] + 0.5)
        result["drops"] = [after - before for after, before in zip(machine.socket_drops(), drops)]
        return result

    def set_pace(self, frames):
        self.client.say("pace", framesPerSecond=frames, packetsPerFrame=PACE["packetsPerFrame"])

    def drain(self):
        """Waits until nothing of an earlier load is in the way any more."""
        self.set_pace(1)
        for _ in range(DRAINING_SECONDS):
            try:
                if self.measure(1)["delayMicrosecondsP50"] < DRAINED:
                    return
            except RuntimeError:
                # Nothing of this second came within it: all of it waits behind what had piled up.
                continue
        raise RuntimeError("what had piled up was not gone in half a minute")

    def delivery_share(self, file):
        """The share of the server's time in which the kernel hands packets to the receivers' sockets, which live elsewhere in truth."""
        recorder = profile.record(self.server.process.pid, SECONDS, file)
        self.measure(SECONDS)
        recorder.wait(30)
        return profile.split(file)[0]["deliver"]

    def close(self):
        for process in self.client, self.server:
            if process:
                process.stop()
