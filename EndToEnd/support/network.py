"""A bad network between browsers and a server: datagrams pass through us, and by a seed some do not."""

import dataclasses
import random
import selectors
import socket
import threading


@dataclasses.dataclass
class Trouble:
    """What befalls a datagram on its way, in each direction."""

    loss: float = 0.0
    is_dark: bool = False
    #: The same seed loses the same places of a visitor's sequence.
    seed: int = 1


class BadNetwork:
    """Passes datagrams between whoever comes to `port` and the target; each visitor has a trouble of its own.

    One that comes anew gets what `newcomers` says then.
    """

    def __init__(self, target, host="127.0.0.1"):
        self.target = target
        self.newcomers = Trouble()
        self.ways = []
        self.selector = selectors.DefaultSelector()
        self.front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.front.bind((host, 0))
        self.port = self.front.getsockname()[1]
        # Its end is told through a pipe that closes.
        self.end, self.told = socket.socketpair()
        for each in (self.front, self.told):
            each.setblocking(False)
            self.selector.register(each, selectors.EVENT_READ)
        self.by_visitor = {}
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        by_socket = {}
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.told:
                    return
                way = by_socket.get(key.fileobj)
                try:
                    while True:
                        if way:
                            data = way.back.recv(65_536)
                            if way.passes(way.down):
                                way.look(data)
                                self.front.sendto(data, way.visitor)
                        else:
                            data, visitor = self.front.recvfrom(65_536)
                            known = self.by_visitor.get(visitor)
                            if not known:
                                known = self.by_visitor[visitor] = Way(visitor, self.target, self.newcomers)
                                self.ways.append(known)
                                by_socket[known.back] = known
                                self.selector.register(known.back, selectors.EVENT_READ)
                            if known.passes(known.up):
                                known.back.send(data)
                except (BlockingIOError, ConnectionRefusedError):
                    # Nothing more for now, or nobody is there any more; what is lost is lost.
                    continue

    def close(self):
        self.end.close()
        self.thread.join(10)
        for each in (self.front, self.told, *(way.back for way in self.ways)):
            each.close()


class Way:
    """One visitor's path to the target and back."""

    def __init__(self, visitor, target, trouble):
        self.visitor = visitor
        self.trouble = trouble
        #: Payload types of the media that came through to the visitor: what is sealed says that much.
        self.types = set()
        self.up, self.down = random.Random(2 * trouble.seed), random.Random(2 * trouble.seed + 1)
        self.back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.back.setblocking(False)
        self.back.connect(target)

    def look(self, data):
        # RTP begins with version 2, and its types stand apart from those of RTCP (RFC 5761).
        if len(data) > 12 and data[0] >> 6 == 2 and not 192 <= data[1] <= 223:
            self.types.add(data[1] & 0x7F)

    def passes(self, chance):
        # A number is drawn for each datagram, lost or not, so that the same places are lost at the same loss.
        drawn = chance.random()
        return not self.trouble.is_dark and drawn >= self.trouble.loss
