"""The organisation: when it moves in, and its policy afterwards."""

from __future__ import annotations

from typing import Any

from django import forms

from furikaeri_web.accounts.forms.fields import LangField, NameField, NewPasswordForm, ZoneField, inputs, said

_PRIVATE = (
    ("", said("Open: everybody here sees a new incident", "公開：登録したインシデントは全員に見えます")),
    ("1", said("Private at first: only who is let in sees it", "はじめは非公開：招いた人だけに見えます")),
)


class WelcomeForm(NewPasswordForm):
    """The first run: the organisation and its first administrator."""

    code = forms.CharField(
        label=said("Code of this installation", "インストールの確認コード"),
        widget=inputs(autocomplete="off", spellcheck="false", autocapitalize="characters"),
        help_text=said(
            "It was printed where furikaeri was started, and stands in the file first-run-code of its data folder. It keeps strangers from moving in.",
            "furikaeri を起動した画面に表示されています。データフォルダの first-run-code ファイルでも確認できます。見知らぬ人に先を越されないためのものです。",
        ),
    )
    organisation = forms.CharField(
        max_length=120,
        label=said("What is your organisation called?", "組織の名前"),
        widget=inputs(autocomplete="organization"),
    )
    lang = LangField(label=said("The language most people here write in", "おもに使う言語"))
    zone = ZoneField(label=said("The time zone you live in", "タイムゾーン"))
    private = forms.ChoiceField(
        required=False,
        choices=_PRIVATE,
        widget=forms.RadioSelect(),
        label=said("Who sees a new incident?", "新しいインシデントは誰に見えますか"),
        help_text=said(
            "People learn most from what everybody may read. Each incident can be made private or open later.",
            "全員が読めるほど、学びは広がります。あとからインシデントごとに変えられます。",
        ),
    )
    name = NameField()
    email = forms.EmailField(
        label=said("Your mail address", "メールアドレス"),
        widget=forms.EmailInput({"class": "field", "autocomplete": "username"}),
        help_text=said("You sign in with it.", "サインインに使います。"),
    )
    field_order = ("code", "organisation", "lang", "zone", "private", "name", "email", "password")


class HouseForm(forms.Form):
    """The organisation's name and policy."""

    name = forms.CharField(max_length=120, label=said("Name", "組織の名前"), widget=inputs(autocomplete="organization"))
    lang = LangField(label=said("The language most people here write in", "おもに使う言語"))
    zone = ZoneField()
    private = forms.ChoiceField(
        required=False,
        choices=_PRIVATE,
        widget=forms.RadioSelect(),
        label=said("Who sees a new incident?", "新しいインシデントは誰に見えますか"),
    )
    approval = forms.ChoiceField(
        required=False,
        choices=(
            ("", said("A review is published by its owner", "担当者が公開します")),
            ("1", said("A review passes named approvers in order first", "公開の前に、決めた順で承認を受けます")),
        ),
        widget=forms.RadioSelect(),
        label=said("Approval", "承認"),
        help_text=said(
            "For organisations that must record who agreed. It asks whether the review is fit to be read, not who was at fault.",
            "誰が承認したかを記録する必要がある組織のための手順です。確かめるのは読める振り返りになっているかどうかで、誰に非があったかではありません。",
        ),
    )
    retention_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=36_500,
        label=said("Keep records this many days after an incident ends", "インシデント終了後に記録を保存する日数"),
        widget=forms.NumberInput({"class": "field field--short", "inputmode": "numeric"}),
        help_text=said(
            "Empty keeps them for ever. Reviews and what people told stay in any case; a legal hold keeps records longer.",
            "空欄なら期限なく保存します。振り返りと人が語ったことは残ります。法的保全の間は削除されません。",
        ),
    )

    def kept(self) -> dict[str, Any]:
        """The values as the service takes them."""
        found = self.cleaned_data
        return {
            "name": found["name"],
            "lang": found["lang"],
            "zone": found["zone"],
            "retention_days": found["retention_days"],
            "approval": found["approval"] == "1",
            "private_at_first": found["private"] == "1",
        }
