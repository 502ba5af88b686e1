"""The tables of reviews: the document and its versions, what people say of it, and its way to being published."""

from __future__ import annotations

from furikaeri_web.reviews.models.document import Covers, Review, Revision
from furikaeri_web.reviews.models.factor import Factor
from furikaeri_web.reviews.models.judging import Approval, Dismissal, Reader, RubricMark
from furikaeri_web.reviews.models.talk import Comment, Thread

__all__ = [
    "Approval",
    "Comment",
    "Covers",
    "Dismissal",
    "Factor",
    "Reader",
    "Review",
    "Revision",
    "RubricMark",
    "Thread",
]
