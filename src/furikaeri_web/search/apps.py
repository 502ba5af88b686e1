"""The app that finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from collections.abc import Callable

    from furikaeri_web.incidents.models import Incident


class Search(AppConfig):
    """Search."""

    name = "furikaeri_web.search"
    label = "search"

    def ready(self) -> None:
        """Listens for reviews that are saved, and forgets what is expunged."""
        from furikaeri_web.evidence import expunging  # noqa: PLC0415  # models are there from here on
        from furikaeri_web.parts.jobs import wake  # noqa: PLC0415  # as above
        from furikaeri_web.reviews.listening import listen  # noqa: PLC0415  # as above
        from furikaeri_web.reviews.models import Review  # noqa: PLC0415  # as above
        from furikaeri_web.search.indexing import put_review  # noqa: PLC0415  # as above
        from furikaeri_web.search.jobs import index  # noqa: PLC0415  # as above

        def forget(incident: Incident, _: Callable[[str], str]) -> int:
            for review in Review.objects.filter(incidents=incident):
                put_review(review)
            return 0

        listen(lambda review: wake(index, review.pk))
        expunging.register(forget)
