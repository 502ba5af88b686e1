"""What a person may do with a review they can see; whether they see it is `visible_to`'s to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.http import Http404

from furikaeri_web.reviews.models import Approval, Review

if TYPE_CHECKING:
    from furikaeri_web.accounts.models import User

Act = Literal["write", "talk", "ask", "publish", "own", "approve"]


def may(user: User, act: Act, review: Review) -> bool:
    """Whether they may.

    - `write`, `talk`, `ask` (somebody to read it): everybody who sees it: a review belongs to all who learn from it.
    - `publish` (and take back, choose who approves), `own` (hand it on, keep it private): its owner, who made it,
      facilitators; anybody while it has no owner.
    - `approve`: who stands next in the order, or their delegate.
    """
    if act in {"write", "talk", "ask"}:
        return True
    if act == "approve":
        step = waiting(review)
        return step is not None and user.pk in {step.person_id, step.delegate_id}
    return review.owner_id in {None, user.pk} or review.made_by_id == user.pk or user.facilitates


def waiting(review: Review) -> Approval | None:
    """The step of the approval whose turn it is: the first that has not approved the text as it stands."""
    steps = review.approvals.all()
    return next((a for a in steps if a.verdict != Approval.Verdict.APPROVED or a.version != review.version), None)


def seen(user: object, number: int) -> Review:
    """The review of that number, if this person may see it; else there is none (404), which gives nothing away."""
    try:
        return Review.objects.visible_to(user).select_related("owner", "made_by").get(pk=number)
    except (Review.DoesNotExist, OverflowError) as fault:
        raise Http404 from fault
