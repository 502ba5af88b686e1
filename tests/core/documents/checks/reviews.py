"""A whole review in each language that no check has anything to say of, and edits to it."""

from __future__ import annotations

from furikaeri.documents.check import check
from furikaeri.lint.diagnostic import Diagnostic

ENGLISH = """# Checkout was slow on 3 March

- **Severity**: SEV-2
- Start: 2026-03-03 14:05 UTC
- End: 2026-03-03 15:10 UTC
- Meeting Scheduled For: 2026-03-05 10:00 UTC

## Overview

Paying took up to 40 seconds for 65 minutes, until the pool was made larger.

## Impact

| Measure | Value |
|---|---|
| Orders that failed | 312 of 9,400 |
| Events dropped | 0 |
| Accounts affected | unknown, sales will find out by Friday |

## Contributing factors

- The pool was sized for half of today's traffic.
- The dashboard showed averages, in which slow requests vanish.

## Resolution

The pool was doubled, a workaround until the autoscaler arrives.

## Timeline

| Time (UTC) | Event | Data Link |
|---|---|---|
| 2026-03-03 14:05 | latency climbs | https://graphs.example.org/1 |
| 2026-03-03 14:20 | alert pages the on-call | https://pages.example.org/2 |
| 2026-03-03 15:10 | pool doubled, recovered | https://graphs.example.org/3 |

## What went well

- Support kept a list of affected orders without being asked.

## What didn't go so well

- Averages on the dashboard hid the slow tail.
- The wiki was slow. We will not change that: it is replaced in May.

## Before we believed / now we know

We believed that the pool grows by itself. Now we know that it does not.

## Action items

| Action | Owner | Due | Done when |
|---|---|---|---|
| Autoscale the pool on queue depth | platform team | 2026-04-01 | a load test of twice the traffic passes |
| Show the 99th percentile on the dashboard | Mori | 2026-03-20 | the slow tail of 3 March is visible |

## External message

On 3 March between 14:05 and 15:10 UTC, 312 orders failed. We are sorry. We have doubled the capacity and will refund
the fees.
"""

JAPANESE = """# 3月3日に決済が遅くなった件の振り返り

- 重大度: SEV-2
- 発生日時: 2026-03-03 14:05 JST
- 復旧日時: 2026-03-03 15:10 JST
- ミーティング日時: 2026-03-05 10:00 JST

## 概要

65分間、決済に最大40秒かかりました。接続プールを広げて収まりました。

## 影響

| 項目 | 値 |
|---|---|
| 失敗した注文 | 9,400 件中 312 件 |
| 破棄されたイベント | 0 件 |
| 影響アカウント | 不明(営業が金曜までに調べる) |

## 要因

- 接続プールの大きさが現在の半分の流量に合わせたままだった。
- ダッシュボードが平均値だけを示し、遅い要求が埋もれていた。

## 解決

接続プールを倍にした。応急処置であり、恒久対応は自動スケール。

## タイムライン

| 時刻 (JST) | 事象 | リンク |
|---|---|---|
| 2026-03-03 14:05 | 遅延が増え始める | https://graphs.example.org/1 |
| 2026-03-03 14:20 | アラートを検知 | https://pages.example.org/2 |
| 2026-03-03 15:10 | プールを倍にして復旧 | https://graphs.example.org/3 |

## うまくいったこと

- サポートが自発的に影響注文の一覧を作っていた。

## うまくいかなかったこと

- ダッシュボードの平均値では遅い要求が見えにくかった。

## 前はこう思っていた / いまは知っている

プールは自動で広がると思っていた。広がらないことを、いまは知っている。

## アクションアイテム

| アクション | 担当 | 期日 | 完了条件 |
|---|---|---|---|
| 接続プールを待ち行列の長さで自動スケール | 基盤チーム | 2026-04-01 | 倍の負荷試験に合格 |
| ダッシュボードに99パーセンタイルを表示 | 森 | 2026-03-20 | 3月3日の遅い要求が見える |

## 対外メッセージ

3月3日14時05分から15時10分まで、312件の注文が失敗しました。申し訳ございません。処理能力を倍に増強しました。
"""


def edited(source: str, *edits: tuple[str, str]) -> str:
    """The source with each text, which must stand there once, replaced."""
    for old, new in edits:
        assert source.count(old) == 1, (old, source.count(old))
        source = source.replace(old, new)
    return source


def said(source: str, rule: str, **given: object) -> list[Diagnostic]:
    """What one check says of a document."""
    return [d for d in check(source, **given) if d.rule == rule]  # type: ignore[arg-type]  # keywords of check itself


def words(source: str, rule: str) -> list[str]:
    """The words that one check points at."""
    return [source[slice(*d.span)] for d in said(source, rule)]
