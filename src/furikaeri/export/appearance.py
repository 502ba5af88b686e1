"""The look of the page: styles and script as they go into it, and the policy that lets nothing else run."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING

from furikaeri.export.tags import Html
from furikaeri.model.event import LANES

if TYPE_CHECKING:
    from collections.abc import Mapping

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPARE_HUE = 7


def style(lanes: Mapping[str, int]) -> str:
    """All styles; a lane keeps its hue wherever its column stands."""
    usual: dict[str, int] = {lane: n for n, lane in enumerate(LANES, 1)}
    hues = [
        f'[data-lane="{column}"] {{ --h: var(--lane-{usual.get(lane, _SPARE_HUE)}); }}'
        for lane, column in lanes.items()
    ]
    return "\n".join([*map(_look, ("tokens.css", "components.css", "page.css")), *hues])


def script() -> str:
    """The script that enhances the page."""
    return _look("page.js")


def policy(style: str, script: str) -> Html:
    """The content security policy as a meta element: this style, this script, and nothing from anywhere."""
    content = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return Html(f'<meta http-equiv="Content-Security-Policy" content="{content}">')


@cache
def _look(name: str) -> str:
    """A file of the look without its comments."""
    text = (resources.files("furikaeri.export") / "look" / name).read_text("utf-8")
    return "\n".join(line for line in _COMMENT.sub("", text).splitlines() if line.strip())


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
