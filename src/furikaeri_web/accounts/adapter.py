"""How people come in: by invitation, never by signing themselves up; and what the door says to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from furikaeri_web.accounts.forms.fields import said
from furikaeri_web.accounts.models import User
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.templatetags.words import clock

if TYPE_CHECKING:
    from django.http import HttpRequest

_WRONG = said(
    "That mail address and password don’t belong together. Try again, or choose a new password below.",
    "メールアドレスまたはパスワードが違います。もう一度お試しいただくか、下からパスワードを再設定してください。",
)
_WRONG_CODE = said("That code is not right, or was used already.", "コードが違うか、すでに使われています。")


class Adapter(DefaultAccountAdapter):
    """Closed to strangers."""

    error_messages = {  # noqa: RUF012  # allauth's way
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "incorrect_password": said("That is not your password.", "パスワードが違います。"),
        "enter_current_password": said("That is not your password.", "現在のパスワードが違います。"),
        "too_many_login_attempts": said(
            "That was tried too often in a short time. Please wait five minutes, then try again.",
            "短い時間に何度も試されたため、一時的に受け付けを止めています。5分ほど待ってから、もう一度お試しください。",
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Nobody signs themselves up; the first administrator comes by the wizard, everybody else by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail about the account, in its owner's language and zone, without where and by what browser."""
        person = User.objects.filter(email=email.lower()).first()
        lang = (person.lang if person else "") or organisation().lang
        with translation.override(lang):
            when = clock(now(), person.zone if person else "UTC")
            super().send_mail(template_prefix, email, {**context, "when": when})

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address under which people know us, whatever the request claims."""
        uid, _, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return f"{settings.ENVIRONMENT.url}{path}"


class SecondFactor(DefaultMFAAdapter):
    """The second factor, in our words."""

    error_messages = {  # noqa: RUF012  # allauth's way
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
    }
