"""Serves the page of samples under the content policy of the product, with a made-up linter and a store that forgets.

    python frontend/samples/serve.py [port]

For developers of the front-end: `/` is index.html with lang, theme and viewer from the query (`?lang=ja&theme=ink`).
"""
# ruff: noqa: INP001, T201  # a page for developers, no package; it tells its address

from __future__ import annotations

import json
import re
import secrets
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "src" / "furikaeri_web" / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

QUESTIONS = {
    "en": (
        r"should have|careless\w*",
        "What was in view then, and what made it the reasonable thing to do?",
        "did not happen",
    ),
    "ja": (
        r"べきだった|不注意",
        "そのとき、何が見えていましたか。そうするのがもっともだったのは、なぜでしょう。",
        "起きなかったこと",
    ),
}


class Store:
    """The text of the one section: `others` is what somebody else writes before the next save."""

    def __init__(self) -> None:
        self.empty()

    def empty(self) -> None:
        """As if nobody had written yet."""
        self.version = 1
        self.text = ""
        self.others = ""
        self.fails = 0


STORE = Store()


class Samples(BaseHTTPRequestHandler):
    """Answers the samples page."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Nothing: the page is enough to look at."""

    def do_GET(self) -> None:
        """The page, the built files, the blocks to put in."""
        address = urlsplit(self.path)
        if address.path == "/":
            self._page({key: values[0] for key, values in parse_qs(address.query).items()})
        elif address.path.startswith("/static/"):
            file = (STATIC / address.path.removeprefix("/static/")).resolve()
            if file.is_relative_to(STATIC) and file.is_file():
                self._answer(200, KINDS.get(file.suffix, "text/plain"), file.read_bytes())
            else:
                self._answer(404, "text/plain", b"")
        elif address.path == "/blocks":
            self._json(
                [
                    {
                        "label": "14:11 refusals begin",
                        "insert": "[14:11 refusals begin](event:e7)",
                        "detail": "On-call A",
                    },
                    {"label": "14:24 r2210 を切り戻す", "insert": "[14:24 切り戻し](event:e9)", "detail": "当番A"},
                    {"label": "Chronology", "insert": "<!-- furikaeri: chronology -->\n"},
                ]
            )
        else:
            self._answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        """The linter, an upload, an undo."""
        body = self._body()
        if self.path == "/lint":
            asked = json.loads(body)
            pattern, question, title = QUESTIONS[asked["lang"]]
            text = asked["text"]
            lines = text.split("\n")
            found = [
                {
                    "from": _units(text, m.start()),
                    "to": _units(text, m.end()),
                    "trap": "counterfactual",
                    "rule": "counterfactual.should-have",
                    "title": title,
                    "message": title,
                    "question": question,
                    "severity": "warning",
                    "url": "/rules",
                }
                for m in re.finditer(pattern, text)
                if "furikaeri: ok" not in lines[text.count("\n", 0, m.start())]
            ]
            self._json({"diagnostics": found})
        elif self.path == "/upload":
            name = (re.search(rb'filename="([^"]*)"', body) or [b"", b"?"])[1].decode()
            if name.endswith(".exe"):
                self._json({"message": "A program is no record. 実行ファイルは記録になりません。"}, 422)
            else:
                row = f'<li><p class="top"><span class="name">{name}</span><span class="tag">new</span></p></li>'
                self._answer(
                    200,
                    "text/html",
                    row.encode(),
                    {"HX-Trigger": json.dumps({"toast": {"text": name}}, ensure_ascii=True)},
                )
        elif self.path == "/toast":
            told = {"toast": {"text": "Rejected: r2210 precedes the rise.", "undo": "/undo"}}
            self._answer(204, "text/html", b"", {"HX-Trigger": json.dumps(told)})
        elif self.path == "/undo":
            self._answer(204, "text/html", b"", {"HX-Trigger": json.dumps({"toast": "Taken back."})})
        elif self.path == "/others":
            STORE.others = body.decode()
            self._answer(204, "text/html", b"")
        elif self.path == "/fails":
            STORE.fails = int(body)
            self._answer(204, "text/html", b"")
        else:
            self._answer(500, "text/html", b"")

    def do_PUT(self) -> None:
        """Saves; what `others` wrote is put before it."""
        asked = json.loads(self._body())
        if STORE.fails:
            STORE.fails -= 1
            self._answer(503, "text/plain", b"")
            return
        STORE.text = STORE.others + asked["text"]
        merged, STORE.others = bool(STORE.others), ""
        STORE.version += 1
        self._json({"version": STORE.version, "text": STORE.text, "merged": merged, "note": ""})

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _page(self, chosen: dict[str, str]) -> None:
        nonce = secrets.token_urlsafe(16)
        page = (HERE / "index.html").read_text(encoding="utf-8").replace("NONCE", nonce)
        theme = f' data-theme="{chosen["theme"]}"' if chosen.get("theme") in {"paper", "ink"} else ""
        lang = chosen.get("lang", "en")
        page = page.replace('<html lang="en">', f'<html lang="{lang}"{theme}>')
        page = re.sub(r"<!--(en|ja)-->(.*?)<!--/-->", lambda m: m[2] if m[1] == lang else "", page, flags=re.DOTALL)
        self._answer(200, "text/html", page.encode(), {
            "Content-Security-Policy": f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'",
        })  # fmt: skip

    def _json(self, told: object, status: int = 200) -> None:
        self._answer(status, "application/json", json.dumps(told).encode())

    def _answer(self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if status != 204:
            self.wfile.write(body)


def _units(text: str, points: int) -> int:
    return len(text[:points].encode("utf-16-le")) // 2


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8137
    print(f"http://127.0.0.1:{port}/?lang=en&theme=paper")
    ThreadingHTTPServer(("127.0.0.1", port), Samples).serve_forever()
