"""The mail server: where it is, how to speak to it, and what its answers mean."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

Tls = Literal["from-the-start", "must", "may", "never"]
_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A mail server as `FURIKAERI_MAIL` names it.

    `tls`: `smtps://` speaks TLS from the start; `smtp://` upgrades where the server offers it, and must where a password
    would go over the wire; `?tls=must` and `?tls=never` say so themselves.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: Tls = "may"


class Refused(Exception):  # noqa: N818  # what the server did, in its own word
    """The server will never take this letter: trying again is no use."""


class NotNow(Exception):  # noqa: N818  # as above
    """The letter could not be handed over this time."""


def read_office(address: str) -> Office:
    """The server that an address such as `smtp://user:password@mail.example.com:587` names; FurikaeriError for others."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise FurikaeriError(
            Text(
                "FURIKAERI_MAIL can't be read; write it as smtp://user:password@mail.example.com:587 (or smtps://… for TLS from the start). Characters such as @ or / in a password are written %40 and %2F.",
                "FURIKAERI_MAIL を読み取れません。smtp://user:password@mail.example.com:587 の形で指定してください（最初から TLS で接続する場合は smtps://…）。パスワードに含まれる @ や / は %40、%2F と書きます。",
            )
        )
    asked = parse_qs(parts.query).get("tls", [""])[-1]
    password = unquote(parts.password or "")
    tls: Tls
    if parts.scheme == "smtps":
        tls = "from-the-start"
    elif asked == "never":
        tls = "never"
    else:
        tls = "must" if password or asked == "must" else "may"
    return Office(
        host=parts.hostname,
        port=port or (465 if tls == "from-the-start" else 587 if password else 25),
        user=unquote(parts.username or ""),
        password=password,
        tls=tls,
    )


def hand_over(office: Office, *, me: str, sender: str, to: Sequence[str], mime: bytes) -> None:
    """Gives one letter to the server. `Refused` where it will never take it, `NotNow` for everything else that fails.

    `me` is how we name ourselves to it. One recipient of several who is refused is told of in the server's own mail to
    the sender; the letter went out.
    """
    try:
        with _open(office, me) as line:
            line.sendmail(sender, list(to), mime)
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        words = "; ".join(f"{code} {_words(said)}" for code, said in fault.recipients.values())
        raise (Refused if codes and min(codes) >= 500 else NotNow)(words) from fault
    except smtplib.SMTPAuthenticationError as fault:  # ours to mend in the settings: the letter waits for it
        raise NotNow(f"{fault.smtp_code} {_words(fault.smtp_error)}") from fault
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as fault:
        raise (Refused if fault.smtp_code >= 500 else NotNow)(
            f"{fault.smtp_code} {_words(fault.smtp_error)}"
        ) from fault
    except (smtplib.SMTPException, OSError, ValueError) as fault:  # ValueError: a reply that is none
        raise NotNow(str(fault) or type(fault).__name__) from fault


def _open(office: Office, me: str) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if office.tls == "from-the-start":
        line: smtplib.SMTP = smtplib.SMTP_SSL(office.host, office.port, me, timeout=_TIMEOUT_S, context=context)
    else:
        line = smtplib.SMTP(office.host, office.port, me, timeout=_TIMEOUT_S)
    try:
        line.ehlo()
        if office.tls == "must" or (office.tls == "may" and line.has_extn("starttls")):
            line.starttls(context=context)
            line.ehlo()
        if office.user:
            line.login(office.user, office.password)
    except BaseException:
        line.close()
        raise
    return line


def _words(said: bytes | str) -> str:
    return said if isinstance(said, str) else said.decode("utf-8", "replace")
