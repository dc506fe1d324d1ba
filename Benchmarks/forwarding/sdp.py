"""Session descriptions as a browser would write them, for peers that only send and peers that only receive."""

import re
import secrets
from dataclasses import dataclass

from forwarding.machine import ADDRESS, FIRST_CLIENT_PORT

TRANSPORT = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
OPUS, VP8, RTX = 111, 96, 97


@dataclass
class Local:
    """One of our peers: its names, and what it sends if it sends."""

    number: int
    fingerprint: str
    source: int | None = None

    def __post_init__(self):
        self.fragment = secrets.token_hex(4)
        self.password = secrets.token_hex(16)

    @property
    def port(self):
        # Nobody else is in our network; Janus wants to know where checks will come from.
        return FIRST_CLIENT_PORT + self.number

    @property
    def ssrcs(self):
        return {"audio": 1_000_000 + self.source * 4, "video": 1_000_001 + self.source * 4, "rtx": 1_000_002 + self.source * 4}


def description(local, mids=("0", "1")):
    """An offer or an answer of one sound and one picture; either way we open DTLS, which is the least work for all."""
    sends = local.source is not None
    lines = [
        "v=0", f"o=- {local.number + 1} 1 IN IP4 127.0.0.1", "s=-", "t=0 0", f"a=group:BUNDLE {' '.join(mids)}", "a=msid-semantic: WMS"]
    for kind, mid in zip(("audio", "video"), mids):
        lines += [
            f"m={kind} 9 UDP/TLS/RTP/SAVPF " + (f"{OPUS}" if kind == "audio" else f"{VP8} {RTX}"),
            "c=IN IP4 0.0.0.0", f"a=ice-ufrag:{local.fragment}", f"a=ice-pwd:{local.password}", "a=ice-options:trickle",
            f"a=fingerprint:sha-256 {local.fingerprint.upper()}", "a=setup:active", f"a=mid:{mid}",
            "a=sendonly" if sends else "a=recvonly", "a=rtcp-mux", "a=rtcp-rsize",
            f"a=candidate:1 1 udp 2130706431 {ADDRESS} {local.port} typ host", "a=end-of-candidates"]
        if kind == "audio":
            lines += [f"a=rtpmap:{OPUS} opus/48000/2", f"a=fmtp:{OPUS} minptime=10;useinbandfec=1"]
            lines += [f"a=extmap:1 {LEVEL}"] if sends else []
        else:
            lines += [
                f"a=rtpmap:{VP8} VP8/90000", f"a=rtcp-fb:{VP8} ccm fir", f"a=rtcp-fb:{VP8} nack", f"a=rtcp-fb:{VP8} nack pli",
                f"a=rtpmap:{RTX} rtx/90000", f"a=fmtp:{RTX} apt={VP8}"]
            lines += [f"a=rtcp-fb:{VP8} transport-cc", f"a=extmap:3 {TRANSPORT}"] if sends else []
        if sends:
            names = [local.ssrcs["audio"]] if kind == "audio" else [local.ssrcs["video"], local.ssrcs["rtx"]]
            lines += [f"a=msid:load {kind}"]
            lines += [f"a=ssrc-group:FID {names[0]} {names[1]}"] if len(names) == 2 else []
            lines += [f"a=ssrc:{name} cname:load{local.source}" for name in names]
    return "\r\n".join(lines) + "\r\n"


def connection(local, remote):
    """What the load client must know to connect `local` to the server that described itself as `remote`."""
    def first(pattern):
        found = re.search(pattern, remote, re.MULTILINE)
        if not found:
            raise RuntimeError(f"the server's description lacks {pattern}")
        return found.group(1)

    candidates = re.findall(r"^a=candidate:\S+ 1 udp (\d+) ([\d.]+) (\d+) typ host", remote, re.MULTILINE | re.IGNORECASE)
    _, address, port = max(candidates, key=lambda found: int(found[0]))
    request = {
        "peer": local.number, "localPort": local.port, "fragment": local.fragment, "password": local.password, "remoteFragment": first(r"^a=ice-ufrag:(\S+)"),
        "remotePassword": first(r"^a=ice-pwd:(\S+)"), "remoteFingerprint": first(r"^a=fingerprint:sha-256 (\S+)"),
        "address": address, "port": int(port)}
    if local.source is not None:
        request["sends"] = {
            "number": local.source, "videoSSRC": local.ssrcs["video"], "videoType": VP8,
            "audioSSRC": local.ssrcs["audio"], "audioType": OPUS}
        for key, uri in ("transportID", TRANSPORT), ("levelID", LEVEL):
            found = re.search(rf"^a=extmap:(\d+)(?:/\w+)? {re.escape(uri)}", remote, re.MULTILINE)
            if found:
                request["sends"][key] = int(found.group(1))
    return request


def mids(remote):
    return re.findall(r"^a=mid:(\S+)", remote, re.MULTILINE)
