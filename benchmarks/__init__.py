"""Measurements: each module prints its own figures; `python -m benchmarks` runs them one after the other."""
