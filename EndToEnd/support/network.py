"""A bad network between browsers and a server: datagrams pass through us, late, and by a seed some do not."""

import dataclasses
import heapq
import itertools
import random
import selectors
import socket
import threading
import time


@dataclasses.dataclass
class Trouble:
    """What befalls a datagram on its way, in each direction."""

    loss: float = 0.0
    is_dark: bool = False
    #: How long each is underway, and how far that wanders, without one overtaking another.
    delay_s: float = 0.0
    jitter_s: float = 0.0
    #: What passes on the way to the visitor; more waits, and what would wait longer than `queue_s` is lost.
    down_kbit_per_s: float = float("inf")
    queue_s: float = 0.3
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
        # What is underway, by when it arrives; counted, so that equal times keep their order.
        underway, count = [], itertools.count()
        while True:
            patience = max(0, underway[0][0] - time.monotonic()) if underway else None
            for key, _ in self.selector.select(patience):
                if key.fileobj is self.told:
                    return
                way = by_socket.get(key.fileobj)
                try:
                    while True:
                        if way:
                            data, direction = way.back.recv(65_536), way.down
                        else:
                            data, visitor = self.front.recvfrom(65_536)
                            known = self.by_visitor.get(visitor)
                            if not known:
                                known = self.by_visitor[visitor] = Way(visitor, self.target, self.newcomers)
                                self.ways.append(known)
                                by_socket[known.back] = known
                                self.selector.register(known.back, selectors.EVENT_READ)
                            direction = known.up
                        arrival = direction.arrival(len(data))
                        if arrival is not None:
                            heapq.heappush(underway, (arrival, next(count), direction, data))
                except (BlockingIOError, ConnectionRefusedError):
                    # Nothing more for now, or nobody is there any more; what is lost is lost.
                    continue
            now = time.monotonic()
            while underway and underway[0][0] <= now:
                _, _, direction, data = heapq.heappop(underway)
                try:
                    direction.deliver(data, self.front)
                except (BlockingIOError, ConnectionRefusedError):
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
        self.back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.back.setblocking(False)
        self.back.connect(target)
        self.up, self.down = Direction(self, is_down=False), Direction(self, is_down=True)

    def look(self, data):
        # RTP begins with version 2, and its types stand apart from those of RTCP (RFC 5761).
        if len(data) > 12 and data[0] >> 6 == 2 and not 192 <= data[1] <= 223:
            self.types.add(data[1] & 0x7F)


class Direction:
    """One direction of a way: says when, and whether, what comes now arrives."""

    def __init__(self, way, is_down):
        self.way, self.is_down = way, is_down
        self.chance = random.Random(2 * way.trouble.seed + is_down)
        self.free_at = self.last = 0.0

    def arrival(self, size):
        trouble, now = self.way.trouble, time.monotonic()
        # Numbers are drawn for each datagram, lost or not, so that the same places are lost at the same loss.
        drawn, wander = self.chance.random(), self.chance.random()
        if trouble.is_dark or drawn < trouble.loss:
            return None
        begin = now
        if self.is_down:
            begin = max(now, self.free_at)
            if begin - now > trouble.queue_s:
                return None
            begin = self.free_at = begin + size * 8 / 1_000 / trouble.down_kbit_per_s
        self.last = max(self.last, begin + trouble.delay_s + wander * trouble.jitter_s)
        return self.last

    def deliver(self, data, front):
        if self.is_down:
            self.way.look(data)
            front.sendto(data, self.way.visitor)
        else:
            self.way.back.send(data)
