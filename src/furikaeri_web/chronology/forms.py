"""What people fill in to tell something; the core says whether it can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import lazy

from furikaeri.chronology.key_moments import NAMES
from furikaeri.export.words import KINDS, LANES, RELATIONS
from furikaeri.model.event import LANES as USUAL_LANES
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology.asked import KINDS as KIND_NAMES
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from furikaeri.bundle.statements import Statement
    from furikaeri.bundle.telling import Teller
    from furikaeri.model.chronology import Chronology
    from furikaeri_web.chronology.services import Numbered

_TEXT = 10_000
_SAY = Text("Say it in words.", "言葉で書いてください。")
_SOMEBODY = Text("Say whose words these are.", "誰の言葉かを書いてください。")


def _spoken(text: Text) -> Any:
    """The sentence in the language of whoever reads it, chosen when it is shown."""
    return lazy(lambda: text[tongue()], str)()


def _area(label: Text, help_: Text | None = None, *, rows: int = 3, needed: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "field", "rows": rows, "autofocus": needed})
    return forms.CharField(
        label=_spoken(label),
        help_text=_spoken(help_) if help_ else "",
        widget=widget,
        required=needed,
        max_length=_TEXT,
        strip=True,
        error_messages={"required": _spoken(_SAY)},
    )


def _line(label: Text, help_: Text | None = None, *, needed: bool = False, list_: str = "") -> forms.CharField:
    attrs = {"class": "field", **({"list": list_} if list_ else {})}
    return forms.CharField(
        label=_spoken(label),
        help_text=_spoken(help_) if help_ else "",
        widget=forms.TextInput(attrs=attrs),
        required=needed,
        max_length=300,
        error_messages={"required": _spoken(_SOMEBODY)},
    )


def _choice(label: Text, *, needed: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_spoken(label),
        required=needed,
        widget=forms.Select(attrs={"class": "field"}),
    )


def _who() -> forms.CharField:
    return _line(Text("Whose words, as a role or a name", "誰の言葉か（役割か名前）"), needed=True)


class Telling(forms.Form):
    """A form that becomes a statement. `about` is the id of the event it is about, "" where it is about none."""

    title: ClassVar[Text]
    does: ClassVar[Text]

    def __init__(self, *args: Any, chronology: Chronology, about: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chronology = chronology
        self.about = about
        self.lanes = list(dict.fromkeys((*chronology.lanes, *USUAL_LANES)))
        self.groups = sorted({view.group for event in chronology.events for view in event.in_view})
        lang = tongue()
        kinds = [("", Text("not said", "指定なし")[lang]), *((k, KINDS[k][lang]) for k in KIND_NAMES)]
        lanes = [(lane, LANES.get(lane, Text(lane, lane))[lang]) for lane in self.lanes]
        self._offer("kind", kinds)
        self._offer("lane", lanes)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def statement(self, teller: Teller) -> Statement | Numbered | None:
        """What it says; None where that can't be meant: then the form holds the reason."""
        try:
            return self.said(teller)
        except FurikaeriError as fault:
            self.add_error(None, fault.message[tongue()])
            return None

    def said(self, teller: Teller) -> Statement | Numbered:
        """The statement, or what makes it once its number is known."""
        raise NotImplementedError

    @property
    def speaker(self) -> str:
        """Whose words they are; "" where the person at the page speaks."""
        return str(self.cleaned_data.get("who", "")).strip()


class EventForm(Telling):
    """A happening that no record holds."""

    title = Text("Add an event", "事象を足す")
    does = Text("Add it", "足す")
    text = _area(Text("What happened", "何が起きたか"), rows=2)
    time = _line(Text("When", "いつ"))
    until = _line(Text("Until", "いつまで"))
    roughly = forms.BooleanField(label=_spoken(Text("roughly", "おおよそ")), required=False)
    zone = _choice(Text("The clock these times are told in", "この時刻のタイムゾーン"))
    lane = _choice(Text("Lane", "レーン"))
    kind = _choice(Text("Kind", "種類"))
    group = _line(
        Text("Who had it in view then", "当時、誰に見えていたか"),
        Text("Leave it empty where nobody was shown it.", "誰にも示されていなければ空けておいてください。"),
        list_="groups",
    )
    who = _who()

    def said(self, teller: Teller) -> Numbered:
        """The event, once its number is known."""
        data = self.cleaned_data
        span = teller.span(data["time"], data["until"], about=data["roughly"])

        def event(number: int) -> Statement:
            return teller.event(
                number, data["text"], span, lane=data["lane"], kind=data["kind"], group=data["group"].strip()
            )

        event(1)  # says now what is wrong with it
        return event


class CorrectForm(Telling):
    """What is put right in an event."""

    title = Text("Put it right", "訂正する")
    does = Text("Put it right", "訂正する")
    text = _area(
        Text("The words", "文"),
        Text("The record itself never changes; what it says stays beside this.", "記録そのものは変わりません。元の内容も並べて残ります。"),
        needed=False,
    )  # fmt: skip
    time = _line(Text("When", "いつ"))
    until = _line(Text("Until", "いつまで"))
    roughly = forms.BooleanField(label=_spoken(Text("roughly", "おおよそ")), required=False)
    kind = _choice(Text("Kind", "種類"))
    lane = _choice(Text("Lane", "レーン"))

    def said(self, teller: Teller) -> Statement:
        """The correction of what was changed in the form."""
        data, changed = self.cleaned_data, set(self.changed_data)
        timed = changed & {"time", "until", "roughly"}
        return teller.correction(
            self.about,
            span=teller.span(data["time"], data["until"], about=data["roughly"]) if timed else None,
            text=data["text"] if "text" in changed else None,
            kind=data["kind"] if "kind" in changed else None,
            lane=data["lane"] if "lane" in changed else None,
        )


class AccountForm(Telling):
    """How somebody saw a moment."""

    title = Text("Add an account", "見え方を加える")
    does = Text("Set it beside", "並べて残す")
    text = _area(
        Text("What did you see, and what did you make of it then?", "何が見えていて、そのときどう捉えましたか。"),
        Text("Accounts stand side by side and are never merged.", "見え方は並べて残し、ひとつにまとめません。"),
    )
    who = _who()

    def said(self, teller: Teller) -> Statement:
        """The account."""
        return teller.account(self.about, self.cleaned_data["text"])


class ContestForm(Telling):
    """Dissent beside an entry."""

    title = Text("Contest it", "異論を添える")
    does = Text("Set it beside", "並べて残す")
    text = _area(
        Text("What do you see differently?", "どこが違って見えますか。"),
        Text("It stays beside the entry; nothing is overruled.", "事象のそばに残ります。どちらかを打ち消すものではありません。"),
    )  # fmt: skip
    who = _who()

    def said(self, teller: Teller) -> Statement:
        """The dissent."""
        return teller.contest(self.about, self.cleaned_data["text"])


class BeliefForm(Telling):
    """What was taken to be so."""

    title = Text("What was taken to be so", "見立てを書く")
    does = Text("Write it down", "書き残す")
    text = _area(Text("What was taken to be so?", "何がそうだと思われていましたか。"), rows=2)
    group = _line(Text("By whom, as a role or a group", "誰に（役割かグループ）"), list_="groups")
    refuted_by = _choice(Text("What refuted it, if anything did", "覆した事象があれば"))

    def __init__(self, *args: Any, near: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("refuted_by", [("", Text("nothing that is on record", "記録にはない")[tongue()]), *near])

    def said(self, teller: Teller) -> Statement:
        """The belief."""
        data = self.cleaned_data
        return teller.belief(self.about, data["text"], group=data["group"].strip(), refuted_by=data["refuted_by"])


class DecisionForm(Telling):
    """A choice with what else was on the table."""

    title = Text("A decision with its options", "判断と選択肢を書く")
    does = Text("Write it down", "書き残す")
    text = _area(Text("What was chosen?", "何を選びましたか。"), rows=2)
    options = _area(
        Text("What else was on the table? One a line.", "ほかにどんな選択肢がありましたか。1 行にひとつ。"),
        rows=3, needed=False,
    )  # fmt: skip
    cues = _line(Text("What was taken as the cue?", "何を手がかりにしましたか。"))

    def said(self, teller: Teller) -> Statement:
        """The decision."""
        data = self.cleaned_data
        return teller.decision(self.about, data["text"], data["options"].splitlines(), data["cues"])


class RelateForm(Telling):
    """How two events stand to each other, as a person sees it."""

    title = Text("Relate it to another event", "ほかの事象とつなぐ")
    does = Text("State it", "述べる")
    kind_of = _choice(Text("This event", "この事象は"), needed=True)
    other = _choice(Text("the other event", "相手の事象"), needed=True)
    text = _area(Text("What do you see it by?", "そう考える理由"), rows=2, needed=False)

    def __init__(self, *args: Any, near: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = tongue()
        self._offer("other", near)
        ways = [
            (f"{'' if forward else '-'}{kind}", pair[0 if forward else 1][lang])
            for kind, pair in RELATIONS.items()
            for forward in ((True,) if pair[0] == pair[1] else (True, False))
        ]
        self._offer("kind_of", sorted(ways, key=lambda way: way[0].lstrip("-") != "leads-to"))

    def said(self, teller: Teller) -> Statement:
        """The relation, in the direction that was said."""
        kind, other = self.cleaned_data["kind_of"], self.cleaned_data["other"]
        a, b = (other, self.about) if kind.startswith("-") else (self.about, other)
        return teller.relation(a, kind.lstrip("-"), b, self.cleaned_data["text"])


class MomentForm(Telling):
    """That an event is a turning point."""

    title = Text("Make it a key moment", "節目にする")
    does = Text("Choose it", "決める")
    moment = _choice(Text("Which key moment is it?", "どの節目ですか。"), needed=True)
    text = _area(Text("What do you see it by?", "そう考える理由"), rows=2, needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("moment", [(name, words[tongue()]) for name, words in NAMES.items()])

    def said(self, teller: Teller) -> Statement:
        """The choice."""
        return teller.moment(self.about, self.cleaned_data["moment"], self.cleaned_data["text"])


ABOUT: dict[str, type[Telling]] = {
    "correct": CorrectForm,
    "account": AccountForm,
    "contest": ContestForm,
    "belief": BeliefForm,
    "decision": DecisionForm,
    "relate": RelateForm,
    "moment": MomentForm,
}
"""What can be told of an event, by the last part of the address."""
