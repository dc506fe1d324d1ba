"""Where a process spends its time, told from samples of its stacks."""

import subprocess
from collections import Counter

#: What the kernel does for those who receive on this same machine is told apart too; nearly all of it is a part of sending.
PARTS = ["receive", "decrypt", "route", "encrypt", "send", "deliver"]
#: From the loopback's queue of arrived packets up to the receiver's socket.
DELIVERS = {"net_rx_action", "process_backlog", "__napi_poll"}


def record(process, seconds, file):
    """Samples one process in the background; wait for what is returned."""
    return subprocess.Popen(
        ["perf", "record", "-q", "-e", "cpu-clock", "-F", "4999", "--call-graph", "fp", "-p", str(process), "-o", file,
         "--", "sleep", str(seconds)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def part(frames):
    """Which part of forwarding a stack belongs to; its innermost frame comes first."""
    names = [name for name, _ in frames]
    if any("sendmmsg" in name or "sendmsg" in name for name in names):
        return "send"
    if any("recvmmsg" in name or "recvmsg" in name or "epoll_wait" in name for name in names):
        return "receive"
    if "libcrypto" in frames[0][1] or "strcmp" in names[0]:
        # Only OpenSSL compares text here, to find its own parameters. Assembler keeps no frames; what opens and what seals are told by name, and one is opened for hundreds sealed.
        return "decrypt" if any("decrypt" in name or "openRTP" in name for name in names) else "encrypt"
    for name in names:
        if "openRTP" in name:
            return "decrypt"
        if "sealRTP" in name or "CipherContext" in name:
            return "encrypt"
        if "UDPSocket" in name:
            return "send" if "send" in name.split("UDPSocket", 1)[1] else "receive"
    return "route"


def split(file):
    """The share of each part, and the functions in which most of it is spent."""
    text = subprocess.run(
        ["perf", "script", "-i", file, "-F", "ip,sym,dso"], check=True, capture_output=True, text=True).stdout
    parts, functions = Counter(), Counter()
    for stack in text.split("\n\n"):
        frames = []
        for line in stack.splitlines():
            fields = line.split()
            if len(fields) >= 3:
                frames.append((" ".join(fields[1:-1]), fields[-1]))
        if not frames:
            continue
        where = part(frames)
        parts[where] += 1
        if any(name in DELIVERS for name, _ in frames):
            parts["deliver"] += 1
        functions[where, frames[0][0]] += 1
    total = sum(parts.values()) - parts["deliver"] or 1
    return {name: parts[name] / total for name in PARTS}, [
        (where, name, count / total) for (where, name), count in functions.most_common(60)]
