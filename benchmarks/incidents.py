"""Made-up incidents whose truth is known: services, alerts, a culprit among red herrings, talk in English or Japanese.

Nothing here is shaped to the rules that read it: alerts flap, bots leave out links, people speak late, of other things,
or of the wrong service; commits, deploys and operations that have nothing to do with it stand all around.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import HOUR, MINUTE, SECOND, TimeSpan, iso

START = 1_772_000_000 * SECOND
SERVICES = (
    "checkout-api", "ledger", "search-index", "auth-gateway", "mail-relay", "pricing", "inventory-db", "image-resizer",
    "session-cache", "report-worker", "geo-lookup", "notification-hub",
)  # fmt: skip
SYMPTOMS = ("HighErrorRate", "LatencyP99", "QueueBacklog", "PodCrashLooping", "DiskFilling", "ConnectionPoolExhausted")
WORDS = {
    "en": {
        "report": (
            "seeing a lot of 5xx from {s}", "{s} looks slow for me, anyone else?", "customers say {s} times out",
            "support has three tickets about errors in the last few minutes", "graphs for {s} went up sharply",
        ),
        "guess": (
            "could it be the {w} deploy?", "maybe the connection pool again", "I suspect {w}, it was touched today",
            "might be the database, cpu is high", "wondering whether that config push did it",
        ),
        "look": (
            "p99 is at 4.1 s now", "errors only in zone b", "logs of {s} are full of timeouts", "still climbing",
            "memory is flat, so not a leak",
            "nothing odd on {w}", "same picture on staging", "retries doubled",
        ),
        "ask": (
            "who knows {w} well?", "do we have a dashboard for this?", "is anybody in touch with support?",
            "can someone check {w}?", "which version is running?",
        ),
        "decide": ("let's roll back {s}", "ok, going back to the previous version", "agreed, revert first, then look"),
        "act": (
            "rolling back {s} now", "reverted, rollout is running", "I've started the rollback of {s}",
            "restarting {s} pods one by one",
        ),
        "better": ("error rate is dropping", "{s} is back to normal on my side", "looks healthy again, watching"),
        "over": ("calling this resolved", "all clear, thanks everyone", "closing the incident"),
        "noise": (
            "lunch?", "back in 5", "thanks!", "standup moved to 3", "ack, reading up", "joining",
            "on my phone, give me a sec",
            "good catch", "+1", "sorry, wrong channel",
        ),
    },
    "ja": {
        "report": (
            "{s} で5xxが大量に出ています", "{s} が遅い気がします。他の方はどうですか",
            "お客様から {s} に繋がらないと連絡あり",
            "ここ数分でエラーの問い合わせが3件来ました", "{s} のグラフが急に上がりました",
        ),
        "guess": (
            "{w} のデプロイが関係しているかもしれません", "またコネクションプールでしょうか",
            "{w} が怪しい気がします",
            "DBのCPUが高いのでそちらの可能性も", "設定変更の影響ではないかと思います",
        ),
        "look": (
            "p99が4.1秒です", "エラーはゾーンbだけ", "{s} のログはタイムアウトだらけです", "まだ増えています",
            "メモリは横ばいなのでリークではなさそう", "{w} に異常は見えません", "ステージングでも同じです",
            "リトライが倍増",
        ),
        "ask": (
            "{w} に詳しい方いますか？", "ダッシュボードはどこでしょう？",
            "サポートと話している方いますか？",
            "誰か {w} を見てもらえますか？", "今のバージョンはどれですか？",
        ),
        "decide": ("{s} を切り戻しましょう", "前のバージョンに戻すことにします", "まず戻して、それから調べましょう"),
        "act": (
            "{s} を切り戻しています", "切り戻しを開始しました", "{s} を順に再起動しています", "ロールバック実行しました",
        ),
        "better": ("エラー率が下がってきました", "{s} 手元では正常に戻りました", "回復したようです。様子を見ます"),
        "over": ("収束とします", "復旧しました。ありがとうございました", "インシデントをクローズします"),
        "noise": (
            "お昼行ってきます", "5分離席します", "ありがとうございます！", "朝会は15時に変更です", "確認します",
            "参加します", "外なので少し待ってください", "なるほど", "了解です",
            "チャンネル間違えました",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Incident:
    """Events as a perfect record would hold them, with the truth: when each happened, and what did it."""

    seed: int
    events: tuple[Event, ...]
    truth: dict[str, int]
    culprit: str
    service: str
    moments: dict[str, int] = field(default_factory=dict)


class _Maker:
    """Draws one incident from a seed; every record gets its true time beside what its system would write."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = Random(seed)
        self.lang = self.chance.choice(("en", "ja"))
        self.start = START + self.chance.randrange(0, 300 * 24 * HOUR)
        self.service, *self.others = self.chance.sample(SERVICES, 6)
        self.events: list[Event] = []
        self.truth: dict[str, int] = {}
        self.n = 0
        self.last = self.start

    def record(self, source: str, at: int, lane: str, text: str, grain: int = SECOND, **more: object) -> str:
        self.n += 1
        stated = at // grain * grain
        id_ = f"{source}:one:{self.chance.randrange(16**8):08x}{self.n}"
        span = TimeSpan(stated, stated, grain, stated=iso(stated) or "", zone="Z")
        self.events.append(Event(id=id_, source=source, span=span, lane=lane, text=text, **more))  # type: ignore[arg-type]  # fields by name
        self.truth[id_] = at
        return id_

    def say(self, at: int, what: str, reply_to: str = "") -> str:
        text = self.chance.choice(WORDS[self.lang][what]).format(s=self.service, w=self.chance.choice(self.others))
        scope = f"incident/{(iso(at) or '')[:10]}"
        who = f"U{self.chance.randrange(6)}"
        seen = (InView("#incident", at, at, "voiced"),)
        return self.record(
            "slack", at, "people", text, 1, actor=who, reply_to=reply_to, scope=scope,
            in_view=seen, facts={"channel": "incident"},
        )  # fmt: skip

    def bot(self, at: int, text: str, name: str) -> None:
        """A bot's post: some readers of chats put it into the lane it speaks of, others leave it among people."""
        scope = f"incident/{(iso(at) or '')[:10]}"
        lane, kind = ("changes", "change") if name == "deploybot" else ("alerts", "alert")
        if self.seed % 2:
            lane, kind = "people", None
        facts = {"channel": "incident", "subtype": "bot_message"}
        self.record("slack", at, lane, text, 1, kind=kind, actor=name, scope=scope, facts=facts)

    def alert(self, at: int, end: int, service: str, symptom: str) -> None:
        """One alert in three systems: its monitor, the pager (most of the time), a bot in the channel."""
        chance = self.chance
        mark = f"{chance.randrange(16**16):016x}"
        facts = {"alertname": symptom, "service": service, "fingerprint": mark}
        number = f"Q{chance.randrange(36**5):05d}ZT"
        url = f"https://pager.example/incidents/{number}" if chance.random() < 0.75 else ""
        paged = chance.random() < 0.85
        for moment, state, said in ((at, "firing", "triggered"), (end, "resolved", "resolved")):
            self.record(
                "alertmanager",
                moment,
                "alerts",
                f"{symptom} {service} {state}",
                kind="alert",
                facts={**facts, "status": state},
            )
            took = moment + chance.randrange(8 * SECOND, 70 * SECOND)
            if paged:
                pager = {
                    "incident": number,
                    "service": service,
                    "type": f"{said.removesuffix('d').removesuffix('ere')}_log_entry",
                }
                text = f"{said.capitalize()}: {symptom} on {service}"
                self.record("pagerduty", took, "alerts", text, kind="alert", link=url, facts=pager)
            if paged and said == "triggered":
                acked = took + chance.randrange(40 * SECOND, 6 * MINUTE)
                if acked < end:
                    pager = {"incident": number, "service": service, "type": "acknowledge_log_entry"}
                    self.record("pagerduty", acked, "alerts", f"Acknowledged by on-call: {symptom}", facts=pager)
            if chance.random() < 0.9:
                words = f"[{state.upper()}] {symptom} ({service}) {url if chance.random() < 0.8 else ''}".strip()
                self.bot(took + chance.randrange(SECOND, 6 * SECOND), words, "Alerts")

    def deploy(self, at: int, service: str, *, undo: bool = False) -> str:
        sha = f"{self.chance.randrange(16**10):010x}"[:9] + "a7"
        verb = "rollback" if undo else "deploy"
        facts = {"service": service, "operation": verb, "sha": sha}
        id_ = self.record("deploys", at, "changes", f"{verb} {service} to production", kind="change", facts=facts)
        if self.chance.random() < 0.85:
            told = f"Rolled back {service} ({sha})" if undo else f"Deployed {service} {sha} to production"
            self.bot(at + self.chance.randrange(SECOND, 15 * SECOND), told, "deploybot")
        if not undo:
            commit = at - self.chance.randrange(10 * MINUTE, 3 * HOUR)
            text = self.chance.choice(("tune timeouts", "new fields", "bump client", "clean up", "faster lookup"))
            self.record(
                "git", commit, "changes", f"{service}: {text}", kind="change", facts={"sha": sha, "repository": service}
            )
        return id_

    def talk(self, lo: int, hi: int, weights: dict[str, int]) -> None:
        """Messages from `lo` to `hi`, never more than four minutes apart: a longer gap would be a silence in truth."""
        at = lo
        kinds, counts = list(weights), list(weights.values())
        while at < hi:
            parent = self.say(at, self.chance.choices(kinds, counts)[0])
            if self.chance.random() < 0.2:
                later = at + self.chance.randrange(5 * SECOND, 3 * MINUTE)
                if later < hi:
                    self.say(later, self.chance.choice(("look", "noise", "guess")), parent)
            at += min(4 * MINUTE, int(self.chance.expovariate(1 / (70 * SECOND))) + 4 * SECOND)


def make_incident(seed: int) -> Incident:
    """The incident of a seed; the same for the same seed."""
    maker = _Maker(seed)
    chance, service, start = maker.chance, maker.service, maker.start
    culprit = maker.deploy(start, service)
    for _ in range(chance.randrange(3, 8)):
        maker.deploy(start + chance.randrange(-100 * MINUTE, 60 * MINUTE), chance.choice(maker.others))
    for _ in range(chance.randrange(2, 7)):
        at = start + chance.randrange(-2 * HOUR, HOUR)
        operation = chance.choice(("Scale set update", "Secret rotation", "Backup started", "Network rule written"))
        facts = {
            "resource": chance.choice(maker.others),
            "operation": operation,
            "correlation": f"{chance.random():.12f}",
        }
        maker.record("azure-activity", at, "changes", operation, kind="change", facts=facts)
    fires = start + chance.randrange(90 * SECOND, 14 * MINUTE)
    reverted = fires + chance.randrange(16 * MINUTE, 55 * MINUTE)
    ends = reverted + chance.randrange(2 * MINUTE, 11 * MINUTE)
    symptoms = chance.sample(SYMPTOMS, chance.randrange(2, 5))
    for i, symptom in enumerate(symptoms):
        own = service if i == 0 or chance.random() < 0.6 else chance.choice(maker.others)
        begun = fires if i == 0 else fires + chance.randrange(20 * SECOND, 8 * MINUTE)
        maker.alert(begun, ends if i == 0 else ends - chance.randrange(5 * SECOND, 100 * SECOND), own, symptom)
    for _ in range(chance.randrange(1, 3)):  # something else was wrong before, and passed
        at = start - chance.randrange(50 * MINUTE, 3 * HOUR)
        other, symptom = chance.choice(maker.others), chance.choice(SYMPTOMS)
        over = at + chance.randrange(4 * MINUTE, 12 * MINUTE)
        maker.deploy(over - chance.randrange(MINUTE, 3 * MINUTE), other, undo=True)
        maker.talk(at + 20 * SECOND, over, {"look": 2, "noise": 1, "ask": 1})
        maker.alert(at, over, other, symptom)
    early = fires + chance.randrange(30 * SECOND, 4 * MINUTE)
    maker.talk(early, reverted, {"report": 3, "guess": 4, "look": 6, "ask": 3, "noise": 3})
    maker.say(reverted - chance.randrange(20 * SECOND, 2 * MINUTE), "decide")
    maker.say(reverted + chance.randrange(1, 20) * SECOND, "act")
    if chance.random() < 0.8:
        maker.deploy(reverted, service, undo=True)
    maker.talk(reverted + 40 * SECOND, ends, {"look": 4, "noise": 2, "ask": 1})
    maker.say(ends + chance.randrange(10 * SECOND, 3 * MINUTE), "better")
    over = ends + chance.randrange(5 * MINUTE, 25 * MINUTE)
    maker.say(over, "over")
    maker.talk(over + 30 * SECOND, over + 6 * MINUTE, {"noise": 1})
    if chance.random() < 0.6:
        for at, status, text in (
            (fires + 12 * MINUTE, "investigating", "We are looking into errors"),
            (over, "resolved", "Resolved"),
        ):
            maker.record("statuspage", at, "public", text, kind="communication", facts={"status": status})
    events = list(maker.events)
    chance.shuffle(events)
    moments = {"detected": fires, "mitigated": ends, "resolved": over, "action": reverted}
    return Incident(seed, tuple(events), maker.truth, culprit, service, moments)
