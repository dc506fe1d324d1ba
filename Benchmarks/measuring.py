"""What the benchmarks share: where they look for support, how they speak, and how they end."""

import json
import os
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "EndToEnd"))


def log(*words):
    print(f"{time.strftime('%H:%M:%S')}", *words, file=sys.stderr, flush=True)


def percentile(values, share):
    """By linear interpolation, as usual."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def report(measure):
    """Prints what `measure()` found as one line of JSON, or one line that says why it found nothing."""
    report_lines(lambda: [measure()])


def report_lines(measure):
    """The same of several, each as soon as it is there."""
    # Asked to stop, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        for result in measure():
            print(json.dumps(result), flush=True)
    except Exception as problem:
        if os.environ.get("DEBUG"):
            raise
        print(f"bin/bench: {type(problem).__name__}: {str(problem).splitlines()[0]}", file=sys.stderr)
        sys.exit(1)
