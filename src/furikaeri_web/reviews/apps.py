"""The app of reviews."""

from __future__ import annotations

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews."""

    name = "furikaeri_web.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Answers for reviews to those who hold their keys alone; its part of a bundle; what it forgets."""
        from furikaeri_web.accounts import sight  # noqa: PLC0415  # the models come first
        from furikaeri_web.evidence import bundles, expunging  # noqa: PLC0415  # as above
        from furikaeri_web.reviews.bundles import PART  # noqa: PLC0415  # as above
        from furikaeri_web.reviews.expunging import forget  # noqa: PLC0415  # as above
        from furikaeri_web.reviews.models import Review  # noqa: PLC0415  # as above

        sight.register("review", Review.objects.visible_to, key="pk")
        bundles.register(PART)
        expunging.register(forget)
