"""What this process says about itself to Prometheus. Labels are channels, codes and our own paths: never a case, a
person, a council or anybody's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.app.tally import Tally
from bot.domain.watching import Measured
from bot.logs import LOST
from bot.turned_away import COUNTS
from bot.web.latencies import BOUNDS, Latencies

if TYPE_CHECKING:
    from prometheus_client import Metric

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LANES = {True: "urgent", False: "normal"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything that is told. `ticks` are the ages in seconds of each job's last turn."""

    now: datetime
    release: str
    tally: Tally
    channels: tuple[str, ...] = ()
    ticks: Mapping[str, float] = field(default_factory=dict)
    failed_ticks: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    sample: Measured | None = None
    requests: Latencies = field(default_factory=Latencies)


def exposition(seen: Callable[[], Seen]) -> bytes:
    """All of it as text, as it stands."""
    # Only whoever asks for it pays for loading it.
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    class Reading(Collector):
        def collect(self) -> Iterator[Metric]:
            now = seen()
            yield from _of_work(now)
            yield from _of_requests(now)

    registry = CollectorRegistry(auto_describe=False)
    registry.register(Reading())
    return generate_latest(registry)


def _of_work(seen: Seen) -> Iterator[Metric]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    info = GaugeMetricFamily("quorate_info", "Always 1: which release runs.", labels=["release"])
    info.add_metric([seen.release], 1)
    yield info
    for name, words, label, found in (
        ("tick_age_seconds", "Since this periodic work was last done.", "job", seen.ticks),
        ("self_audit_findings", "Promises not kept that somebody has to see to.", "check", seen.findings),
    ):
        gauge = GaugeMetricFamily(f"quorate_{name}", words, labels=[label])
        for value, count in found.items():
            gauge.add_metric([value], count)
        yield gauge
    for name, words, labels in (
        ("deliveries", "Messages given to a channel, by what came of it.", ["channel", "result"]),
        ("refusals", "Commands and questions refused, by reason.", ["code"]),
        ("repairs", "What the self-audit put right.", ["check"]),
    ):
        counter = CounterMetricFamily(f"quorate_{name}", words, labels=labels)
        for values, count in seen.tally.of(name).items():
            counter.add_metric(list(values), count)
        yield counter
    repeats = seen.tally.of("refusals").get(("repeated",), 0)
    yield CounterMetricFamily("quorate_inbox_repeats", "Deliveries that had been taken in before.", value=repeats)
    failed = CounterMetricFamily("quorate_tick_failures", "Turns of periodic work that raised.", labels=["job"])
    for job, count in seen.failed_ticks.items():
        failed.add_metric([job], count)
    yield failed
    yield from _of_the_database(seen)


def _of_the_database(seen: Seen) -> Iterator[Metric]:
    from prometheus_client.core import GaugeMetricFamily

    sample = seen.sample
    if sample is None:
        return

    def age(since: datetime | None) -> float:
        return max(0.0, (seen.now - since).total_seconds()) if since else 0.0

    yield GaugeMetricFamily("quorate_sample_age_seconds", "Since the database was last asked.", value=age(sample.at))
    yield GaugeMetricFamily(
        "quorate_database_answer_seconds", "How long the database took to answer.", value=sample.answered_in
    )
    since = sample.backlog.chase_since
    yield GaugeMetricFamily("quorate_oldest_due_age_seconds", "The oldest due and not chased.", value=age(since))
    oldest = {(urgent, channel): at for urgent, channel, at in sample.backlog.outbox_since}
    known = {(urgent, channel) for urgent in LANES for channel in seen.channels}
    lanes = GaugeMetricFamily(
        "quorate_oldest_message_age_seconds", "The oldest message not sent.", labels=["lane", "channel"]
    )
    for urgent, channel in sorted(known | oldest.keys(), reverse=True):
        lanes.add_metric([LANES[bool(urgent)], channel], age(oldest.get((urgent, channel))))
    yield lanes


def _of_requests(seen: Seen) -> Iterator[Metric]:
    from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

    latency = HistogramMetricFamily(
        "quorate_request_seconds", "Requests, by how long the answer took.", labels=["path", "status"]
    )
    limited = 0
    for (path, status), found in seen.requests.all().items():
        limits = [*(str(each) for each in BOUNDS), "+Inf"]
        buckets = list(zip(limits, map(float, accumulate(found.counts)), strict=True))
        latency.add_metric([path, str(status)], buckets, found.seconds)
        limited += sum(found.counts) if status == 429 else 0
    yield latency
    yield CounterMetricFamily("quorate_rate_limited", "Requests answered that there are too many.", value=limited)
    away = CounterMetricFamily("quorate_turned_away", "Whoever was turned away at a gate.", labels=["gate", "reason"])
    for (gate, reason), count in COUNTS.copy().items():
        away.add_metric([gate, reason], count)
    yield away
    yield CounterMetricFamily("quorate_log_lines_lost", "Lines that the log did not take.", value=LOST["lines"])
