"""Writing about incidents: every change is stated by somebody at a moment, and the audit log has a line of it."""

from __future__ import annotations

from furikaeri_web.incidents.services.admitting import hold, let_in, let_out, set_private
from furikaeri_web.incidents.services.changing import change, name
from furikaeri_web.incidents.services.declaring import declare
from furikaeri_web.incidents.services.judging import judge
from furikaeri_web.incidents.services.living import move
from furikaeri_web.incidents.services.process import (
    add_step,
    move_due,
    remove_step,
    replan,
    skip,
    tick,
    untick,
)
from furikaeri_web.incidents.services.severity import (
    correct_severity,
    restore_severity,
    state_severity,
    withdraw_severity,
)

__all__ = [
    "add_step",
    "change",
    "correct_severity",
    "declare",
    "hold",
    "judge",
    "let_in",
    "let_out",
    "move",
    "move_due",
    "name",
    "remove_step",
    "replan",
    "restore_severity",
    "set_private",
    "skip",
    "state_severity",
    "tick",
    "untick",
    "withdraw_severity",
]
