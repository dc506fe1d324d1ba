"""Waiting for what must come true, with a deadline and without sleeping longer than needed."""

import time

#: Generous, since the machine may be shared; a condition that holds returns at once.
PATIENCE = 60.0


class TooLate(AssertionError):
    """What was waited for did not happen in time."""


def eventually(condition, what, within=PATIENCE, every=0.05):
    """Returns the first true value of `condition()`; says `what` and what was seen last when there is none in time.

    A condition that fails with `AssertionError` has not come true yet, and its words are the reason.
    """
    deadline = time.monotonic() + within
    seen = None
    while True:
        try:
            seen = condition()
            if seen:
                return seen
        except AssertionError as reason:
            seen = reason
        if time.monotonic() > deadline:
            raise TooLate(f"not within {within:g} s: {what}; last seen: {seen}")
        time.sleep(every)
