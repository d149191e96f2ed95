"""Numbers for Prometheus."""

from __future__ import annotations

from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, ProcessCollector

_SLOW = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """What is counted; one registry for each application. ``docs/operations.md`` lists them."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Counter(
            "zhengtu_http_requests",
            "Requests answered",
            ("path", "method", "status"),
            registry=registry,
        )
        self.seconds = Histogram(
            "zhengtu_http_request_seconds",
            "Time to answer",
            ("path",),
            registry=registry,
            buckets=_SLOW,
        )
        self.running = Gauge(
            "zhengtu_http_requests_in_progress", "Requests under way", registry=registry
        )
        self.answers = Counter(
            "zhengtu_answers", "Questions answered", ("outcome", "reason"), registry=registry
        )
        self.documents = Gauge("zhengtu_documents", "Documents in the store", registry=registry)
        Info("zhengtu", "The program", registry=registry).info({"version": version("zhengtu")})
        # Memory, processor time and open files of this process, where the system tells (Linux).
        ProcessCollector(registry=registry)
