"""What the kernel and the cipher cost by themselves: the limit of what a server can do."""

from forwarding import machine
from forwarding.client import LoadClient
from forwarding.run import PACE, SECONDS

#: The size of a packet before it is sealed, with the header that a receiver gets.
PLAIN_BYTES, PLAIN_SOUND_BYTES = 1_081, 106


def bare(folder, receivers):
    """Sealing and sending the same packets in the same runs to sockets that only take them out: the limit."""
    sender = receiver = None
    try:
        sender, receiver = LoadClient(folder, "bare"), LoadClient(folder, "sink")
        receiver.say("listen", count=receivers, address=machine.ADDRESS)
        ports = receiver.wait_for("listening")["ports"]
        found = {}
        for name, seals, sends in ("seal", True, False), ("send", False, True), ("both", True, True):
            sender.say("bare", _0={
                "address": machine.ADDRESS, "ports": ports, "seconds": SECONDS, **PACE, "packetBytes": PLAIN_BYTES, "soundBytes": PLAIN_SOUND_BYTES,
                "seals": seals, "sends": sends})
            result = sender.wait_for("bare")
            found[name] = result["cpuSeconds"] / result["packets"] * 1e6
        return {
            "server": "bare", "receivers": receivers, "cpu_s_per_million": round(found["both"], 3),
            "seal_s_per_million": round(found["seal"], 3), "send_s_per_million": round(found["send"], 3)}
    finally:
        for process in sender, receiver:
            if process:
                process.stop()


def received(folder, sources, joins):
    """What taking in one datagram costs a process that does nothing else with it, when frames come in one go."""
    sender = receiver = None
    try:
        sender, receiver = LoadClient(folder, "bare"), LoadClient(folder, "sink")
        receiver.say("listen", count=sources, address=machine.ADDRESS, joins=joins)
        ports = receiver.wait_for("listening")["ports"]
        before, drops = machine.cpu_seconds(receiver.process.pid), machine.socket_drops()
        sender.say("bare", _0={
            "address": machine.ADDRESS, "ports": ports, "seconds": SECONDS, **PACE, "packetBytes": PLAIN_BYTES, "soundBytes": PLAIN_SOUND_BYTES,
            "seals": False, "sends": True})
        packets = sender.wait_for("bare")["packets"]
        used = machine.cpu_seconds(receiver.process.pid) - before
        lost = sum(after - former for after, former in zip(machine.socket_drops(), drops))
        return {"received": "joined" if joins else "one by one", "sources": sources, "lost": lost, "cpu_s_per_million": round(used / packets * 1e6, 3)}
    finally:
        for process in sender, receiver:
            if process:
                process.stop()
