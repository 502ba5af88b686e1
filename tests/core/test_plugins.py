"""One conformance test for every plug-in: found by directory, whole in both languages, each with its own test."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from furikaeri.documents.fills import FILLS
from furikaeri.documents.template import templates
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.source import ReadContext, Source, read, sources
from furikaeri.export.exporter import Exporter, ExportOptions, exporters
from furikaeri.lint.format import formats
from furikaeri.markup.sections import role_of
from furikaeri.model.chronology import Chronology
from furikaeri.model.event import Coverage, Event, IncidentFact, ReadWarning
from furikaeri.text import FurikaeriError, Text

TESTS = Path(__file__).parent


def modules(package: str) -> set[str]:
    return {m.name for m in pkgutil.iter_modules(importlib.import_module(package).__path__)}


@pytest.mark.parametrize(
    ("package", "found"),
    [
        ("furikaeri.evidence.sources", sources()),
        ("furikaeri.export.exporters", exporters()),
        ("furikaeri.lint.formats", formats()),
    ],
)
def test_every_file_of_the_directory_is_a_plugin_under_its_own_name(package: str, found: Mapping[str, object]) -> None:
    assert {name.replace("-", "_") for name in found} == modules(package)


@pytest.mark.parametrize("module", sorted(modules("furikaeri.evidence.sources")))
def test_every_source_has_its_test(module: str) -> None:
    assert (TESTS / "evidence" / "sources" / f"test_{module}.py").is_file()


@pytest.mark.parametrize("source", sources().values(), ids=lambda s: s.name)
def test_every_source_speaks_both_languages_and_survives_anything(source: Source) -> None:
    for text in (source.title, source.view_rule):
        assert isinstance(text, Text)
        assert text.en
        assert text.ja
    for junk in (
        b"",
        b"\x00",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"a,b\n1,2\n",
        b"# x\n",
        b"PK\x03\x04",
        b'{"a":' * 1000,
    ):
        opened = Opened(name="junk", data=junk)
        try:
            score = source.sniff(opened)
        except FurikaeriError:  # a broken archive may be refused, by a sentence
            continue
        assert 0 <= score <= 1
        for reading in read(opened, source, ReadContext()):
            assert isinstance(reading, Event | ReadWarning | Coverage | IncidentFact)


@pytest.mark.parametrize("exporter", exporters().values(), ids=lambda e: e.name)
def test_every_exporter_writes_an_empty_incident_in_both_languages(exporter: Exporter) -> None:
    assert exporter.title.en
    assert exporter.title.ja
    assert exporter.suffix.startswith(".")
    assert exporter.write(None, Chronology(), ExportOptions(lang="en"))
    assert exporter.write(None, Chronology(), ExportOptions(lang="ja"))


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_is_whole_in_both_languages(name: str) -> None:
    template = templates()[name]
    assert template.title.en
    assert template.title.ja
    ids = [part.id for part in template.parts]
    assert len(ids) == len(set(ids))
    assert "before-now" in ids
    for part in template.parts:
        assert part.title.en
        assert part.title.ja
        assert not part.fill or part.fill in FILLS
        assert bool(part.guidance.en) == bool(part.guidance.ja)
        for question in part.questions:
            for words in (question.en, question.ja):
                assert words.endswith(("?", "？"))
                assert not words.lower().startswith("why")
                assert "なぜ" not in words
        if part.role != "other":
            assert role_of(part.title.en) == part.role, part.id
            assert role_of(part.title.ja) == part.role, part.id
