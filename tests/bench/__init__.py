"""Benchmarks: ratios measured in one run against a named reference. ``python -m tests.bench.in_process`` and so on."""
