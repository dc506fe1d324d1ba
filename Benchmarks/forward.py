"""What forwarding costs, this server beside Janus in one run with one load client: a line of JSON for each load, then one of ratios.

One source of 250 packets of 1,100 bytes a second and a sound, to more and more receivers; then 30 sources of 30 receivers each.
Everything runs in a network namespace of its own. Processor time is the server's alone; the load client has the other core.
The loads that ratios are told of are measured in turns, and the middle one counts.
"""

import argparse
import functools
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from measuring import log

from forwarding import machine, profile
from forwarding.allocations import AllocationCounter
from forwarding.bare import bare, received
from forwarding.janus import Janus
from forwarding.ours import Ours
from forwarding.run import PACE, SECONDS, Run

#: Sources, and receivers of each.
LOADS = [(1, 10), (1, 50), (1, 100), (1, 200), (1, 400), (30, 30)]
#: How often each server is measured at the loads that ratios are told of.
ROUNDS = {100: 3, 400: 3}
#: The highest load is looked for by sending more frames a second, to one large audience and to many small ones.
SEARCH_LOADS = [(1, 400), (30, 30)]
SEARCH_SECONDS, SEARCH_STEP = 3, 1.25
#: Microseconds; the histogram ends here.
PILED_UP = 100_000
#: A wake-up of the worker may allocate, as often as packets come in; a packet that goes out may not.
ALLOCATIONS_MAX = 0.03


def line(server, receivers, run, result, **more):
    return {
        "server": server, "receivers": receivers, "delivered": result["delivered"], "lost": result["lost"],
        "cpu_s_per_million": round(result["cpu"] / result["delivered"] * 1e6, 3),
        "rss_kb_per_receiver": round(run.bytes_per_receiver / 1_000, 1),
        "delay_us_p50": result["delayMicrosecondsP50"], "delay_us_p99": result["delayMicrosecondsP99"],
        "pps": round(result["delivered"] / result["seconds"]), "client_dropped": result["drops"][1],
        "client_cores": round(result["clientCPUSeconds"] / (result["seconds"] + 0.5), 2), **more}


def measure_load(kind, folder, sources, receivers, workers):
    run = Run(kind, folder, sources, receivers, workers)
    try:
        result = run.measure(SECONDS)
        more = {"sources": sources} if sources > 1 else {}
        if sources * receivers in ROUNDS:
            more["delivery_share"] = round(run.delivery_share(str(folder / "delivery.data")), 3)
        return line(kind.name, sources * receivers, run, result, **more)
    finally:
        run.close()


def measure_in_turns(kinds, folder, sources, receivers, workers):
    """A line for each server: the middle one of its rounds, with what all of them cost."""
    lines = {kind: [] for kind in kinds}
    broken = set()
    for _ in range(ROUNDS.get(sources * receivers, 1)):
        for kind in kinds:
            if kind in broken:
                continue
            log(kind.name, "with", sources, "source(s) of", receivers, "receivers")
            try:
                lines[kind].append(measure_load(kind, folder, sources, receivers, workers[kind]))
            except RuntimeError as problem:
                # A server may break down under a load that the other still carries; that is a finding.
                say({"server": kind.name, "receivers": sources * receivers, "failed": str(problem)})
                broken.add(kind)
    found = {}
    for kind in kinds:
        if kind in broken:
            continue
        ranked = sorted(lines[kind], key=lambda line: line["cpu_s_per_million"])
        more = {"rounds": [line["cpu_s_per_million"] for line in ranked]} if len(ranked) > 1 else {}
        found[kind] = say({**ranked[len(ranked) // 2], **more})
    return found


def find_highest(kind, folder, workers, sources, receivers):
    """The most packets a second of which none is lost, and the delays at 70 % of that."""
    run = Run(kind, folder, sources, receivers, workers)
    try:
        def attempt(frames):
            run.set_pace(frames)
            time.sleep(0.5)
            result = run.measure(SEARCH_SECONDS)
            wanted = sources * (frames * PACE["packetsPerFrame"] + 50) * result["seconds"]
            kept_pace = result["sent"] > 0.97 * wanted
            log(
                kind.name, f"{frames} frames/s: {result['delivered'] / result['seconds']:.0f} packets/s, lost {result['lost']}",
                f"(sockets of server and client dropped {result['drops']}), p99 {result['delayMicrosecondsP99']} µs,",
                f"server {result['cpu'] / result['seconds']:.2f} cores, client {result['clientCPUSeconds'] / result['seconds']:.2f}"
                + ("" if kept_pace else "; the load client did not keep pace"))
            # What only piles up in front of the server is not carried either.
            return result if result["lost"] == 0 and kept_pace and result["delayMicrosecondsP99"] < PILED_UP else None

        frames, found = float(PACE["framesPerSecond"]), None
        best = attempt(round(frames))
        if best:
            found = round(frames)
            while (result := attempt(round(frames * SEARCH_STEP))) or (result := attempt(round(frames * SEARCH_STEP))):
                frames *= SEARCH_STEP
                found, best = round(frames), result
        else:
            while not found and frames > 2:
                frames /= SEARCH_STEP
                best = attempt(round(frames))
                found = round(frames) if best else None
        if not found:
            return None
        run.drain()
        run.set_pace(max(1, round(found * 0.7)))
        time.sleep(2)
        at_70 = run.measure(SECONDS)
        more = {"sources": sources} if sources > 1 else {}
        return {
            **line(kind.name, sources * receivers, run, best, **more), "highest_pps": round(best["delivered"] / best["seconds"]),
            "delay_us_p50_at_70": at_70["delayMicrosecondsP50"], "delay_us_p99_at_70": at_70["delayMicrosecondsP99"],
            "lost_at_70": at_70["lost"]}
    finally:
        run.close()


def compare_receiving(folder, sources):
    rounds = [[received(folder, sources, joins) for joins in (False, True)] for _ in range(3)]
    for kind in zip(*rounds):
        ranked = sorted(kind, key=lambda line: line["cpu_s_per_million"])
        say({**ranked[1], "rounds": [line["cpu_s_per_million"] for line in ranked]})


def profiled(folder, receivers, workers):
    """What one forwarded packet costs this server in each part of its way, beside the bare cost of two of them."""
    run = Run(Ours, folder, 1, receivers, workers)
    try:
        file = str(folder / "perf.data")
        recorder = profile.record(run.server.process.pid, SECONDS, file)
        result = run.measure(SECONDS)
        recorder.wait(30)
    finally:
        run.close()
    shares, functions = profile.split(file)
    for where, name, share in functions:
        log(f"{share:6.1%} {where:8} {name[:110]}")
    cost = result["cpu"] / result["delivered"] * 1e6
    limit = bare(folder, receivers)
    return {
        "profile": "dienhong", "receivers": receivers, "cpu_s_per_million": round(cost, 3),
        **{f"{name}_s_per_million": round(share * cost, 3) for name, share in shares.items()},
        "bare_encrypt_s_per_million": limit["seal_s_per_million"], "bare_send_s_per_million": limit["send_s_per_million"],
        "bare_both_s_per_million": limit["cpu_s_per_million"]}


def allocations(folder, receivers, workers):
    """What one packet more makes this server allocate: the difference between two paces, so that what only time brings drops out."""
    counter = AllocationCounter(folder)
    kind = functools.partial(Ours, environment=counter.environment)
    run = Run(kind, folder, 1, receivers, workers)
    try:
        found = []
        for frames in 10, 40:
            run.set_pace(frames)
            time.sleep(0.5)
            seen = {}
            result = run.client.measure(
                SECONDS, began=lambda: seen.update(before=counter.read()), ended=lambda: seen.update(after=counter.read()))
            found.append((seen["after"] - seen["before"], result["sent"], result["delivered"]))
    finally:
        run.close()
    more, sent, delivered = (fast - slow for slow, fast in zip(*found))
    return {
        "allocations": "dienhong", "receivers": receivers, "per_incoming_packet": round(more / sent, 3),
        "per_forwarded_packet": round(more / delivered, 5), "per_second_besides": round(found[0][0] / SECONDS)}


def say(result):
    print(json.dumps(result), flush=True)
    return result


def measure(options):
    machine.prepare_network()
    log(machine.description(), f"with a load of {machine.load_average()} before this;", options.workers, "worker of dienhong")
    folder = Path(tempfile.mkdtemp(prefix="dienhong-bench-"))
    log("files of this run:", folder)
    if options.allocations:
        found = say(allocations(folder, 100, options.workers))
        if found["per_forwarded_packet"] > ALLOCATIONS_MAX:
            raise RuntimeError(f"forwarding allocates: more than {ALLOCATIONS_MAX} for each packet")
        return
    if options.receive:
        compare_receiving(folder, 100)
        return
    if options.profile:
        for receivers in options.receivers or [100, 400]:
            say(profiled(folder, receivers, options.workers))
        return
    kinds = [kind for kind in (Ours, Janus) if options.server in ("both", kind.name)]
    workers = {Ours: options.workers, Janus: None}
    found = {}
    for sources, receivers in LOADS:
        if options.highest or (options.receivers and sources * receivers not in options.receivers):
            continue
        for kind, result in measure_in_turns(kinds, folder, sources, receivers, workers).items():
            found[kind.name, sources * receivers] = result
        if sources == 1 and receivers in ROUNDS:
            limits = sorted((bare(folder, receivers) for _ in range(ROUNDS[receivers])), key=lambda limit: limit["cpu_s_per_million"])
            found["bare", receivers] = say(
                {**limits[len(limits) // 2], "rounds": [limit["cpu_s_per_million"] for limit in limits]})
    highest = {}
    for sources, receivers in SEARCH_LOADS if not options.receivers else ():
        for kind in kinds:
            log("looking for the highest load of", kind.name, "with", sources, "source(s) of", receivers, "receivers")
            try:
                highest[kind.name, sources] = find_highest(kind, folder, workers[kind], sources, receivers)
            except RuntimeError as problem:
                say({"server": kind.name, "receivers": sources * receivers, "sources": sources, "failed": str(problem)})
            if highest.get((kind.name, sources)):
                say(highest[kind.name, sources])
    say(summary(found, highest))


def summary(found, highest):
    def cost(server, receivers):
        return found.get((server, receivers), {}).get("cpu_s_per_million")

    def ratio(one, other):
        return round(one / other, 2) if one and other else None

    def own_cost(server, receivers):
        """Without what the kernel does for the receivers' sockets."""
        line = found.get((server, receivers), {})
        return line["cpu_s_per_million"] * (1 - line["delivery_share"]) if line else None

    ours, janus, small = (highest.get(key) or {} for key in (("dienhong", 1), ("janus", 1), ("dienhong", 30)))
    per_core = 1e6 / ours["cpu_s_per_million"] if ours else None
    return {
        "ratio_to_janus_at_100": ratio(cost("janus", 100), cost("dienhong", 100)),
        "ratio_to_janus_at_400": ratio(cost("janus", 400), cost("dienhong", 400)),
        "ratio_to_janus_at_100_without_delivery": ratio(own_cost("janus", 100), own_cost("dienhong", 100)),
        "ratio_to_janus_at_400_without_delivery": ratio(own_cost("janus", 400), own_cost("dienhong", 400)),
        "pps_per_core": round(per_core) if per_core else None,
        "ratio_to_limit": ratio(cost("dienhong", 100), cost("bare", 100)),
        "ratio_to_limit_at_400": ratio(cost("dienhong", 400), cost("bare", 400)),
        "highest_pps": ours.get("highest_pps"), "janus_highest_pps": janus.get("highest_pps"),
        "delay_us_p99_at_70": ours.get("delay_us_p99_at_70"), "janus_delay_us_p99_at_70": janus.get("delay_us_p99_at_70"),
        "small_audiences_highest_pps": small.get("highest_pps"), "small_audiences_delay_us_p99_at_70": small.get("delay_us_p99_at_70"),
        "machine": machine.description(), "load_average": machine.load_average()}


def main():
    parser = argparse.ArgumentParser(prog="bin/bench forward", description=__doc__)
    parser.add_argument("--server", choices=["dienhong", "janus", "both"], default="both")
    parser.add_argument("--receivers", type=int, action="append", help="only this load; may be given several times")
    parser.add_argument("--highest", action="store_true", help="only look for the highest load")
    parser.add_argument("--profile", action="store_true", help="split this server's cost into the parts of a packet's way")
    parser.add_argument("--receive", action="store_true", help="compare taking in frames that the kernel joined with taking in packet by packet")
    parser.add_argument("--allocations", action="store_true", help="count what this server allocates; fails when packets do")
    parser.add_argument("--workers", type=int, default=1, help="of dienhong; the load client needs the other core (default 1)")
    options = parser.parse_args()
    if "DIENHONG_BENCH_NETWORK" not in os.environ:
        os.environ["DIENHONG_BENCH_NETWORK"] = "1"
        as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        os.execvp("unshare", ["unshare", "--net", *as_root, sys.executable, *sys.argv])
    try:
        measure(options)
    except Exception as problem:
        if os.environ.get("DEBUG"):
            raise
        print(f"bin/bench: {type(problem).__name__}: {str(problem).splitlines()[0]}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
