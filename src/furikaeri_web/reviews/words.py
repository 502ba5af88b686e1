"""What the pages of reviews call things."""

from __future__ import annotations

from furikaeri.model.review import REVIEW_STATUSES
from furikaeri.text import Text

STATUSES: dict[str, Text] = {str(name): text for name, text in REVIEW_STATUSES.items()}
VERDICTS: dict[str, Text] = {
    "": Text("waits", "未回答"),
    "approved": Text("approved", "承認"),
    "returned": Text("sent back", "差し戻し"),
}
