"""Messages that a machine posted into a conversation: which lane they belong to."""

from __future__ import annotations

import re

_ALERTERS = re.compile(
    r"pager\s?duty|opsgenie|alert|grafana|datadog|prometheus|sentry|nagios|icinga|zabbix|mackerel|new\s?relic|cloudwatch"
    r"|statuspage|uptime|pingdom|honeycomb|splunk|victorops|dynatrace|bugsnag|rollbar|monitor|watchdog|health|監視|アラート",
    re.IGNORECASE,
)
_CHANGERS = re.compile(
    r"deploy|github|gitlab|bitbucket|jenkins|circleci|argo|spinnaker|release|build|terraform|flux|\bci\b|launchdarkly|デプロイ",
    re.IGNORECASE,
)
_ALERT = re.compile(
    r"\b(?:triggered|firing|fired|alert(?:ing|s)?|alarm|critical|resolved|recovered|acknowledged|unhealthy|degraded"
    r"|threshold|is down|no data|error rate|p[1-5]|sev-?[1-5])\b"
    r"|障害|警報|アラート|検知|検出|しきい値|閾値|復旧|復帰|発報",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:deploy(?:ed|ing|ment|s)?|rolled?[ -]?(?:back|out)|roll-?backs?|releas(?:e|ed|ing)|merged|pushed|pull request"
    r"|commits?|pipeline|build|applied|promoted|flag)\b|デプロイ|リリース|ロールバック|切り戻し|マージ|反映",
    re.IGNORECASE,
)
_READ = 4000  # a machine says what it is about at the beginning


def relay_lane(name: str, text: str) -> str:
    """The lane of a machine's message, by who posts it and what it says: "alerts", "changes", else "systems"."""
    beginning = text[:_READ]
    if _ALERTERS.search(name[:200]):
        return "alerts"
    if _CHANGERS.search(name[:200]):
        return "changes"
    if _ALERT.search(beginning):
        return "alerts"
    return "changes" if _CHANGE.search(beginning) else "systems"
