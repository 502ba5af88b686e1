"""An incident as a folder of plain files that lives well in git: the truth for the command line.

incident.toml            title, zone, language, severities, lanes, aliases, roles: written once, edited by people
evidence/index.jsonl     one line an item: digest, name, source, zone, who added it and when; tombstones of expunged ones
evidence/<digest>-<name> the bytes, never changed
statements.jsonl         what people stated: verdicts, corrections, accounts, key moments …; append-only
review.md, review.ja.md  the review in either language
.furikaeri/              derived, git-ignored, safe to delete
"""
