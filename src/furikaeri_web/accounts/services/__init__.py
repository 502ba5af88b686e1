"""Writing about people: the audit log, the organisation, who is let in."""

from __future__ import annotations

from furikaeri_web.accounts.services.audit import expunge, note

__all__ = ["expunge", "note"]
