from __future__ import annotations

import time

import msgspec
import pytest
from tests.core.export.invented import at, incident, many, pseudonyms, review

from furikaeri.export.exporter import Exporter, ExportOptions, exporters
from furikaeri.model.chronology import Chronology
from furikaeri.text import LANGS, FurikaeriError, Lang

ALL = sorted(exporters())


def test_the_three_that_the_core_promises_are_found_by_directory() -> None:
    assert {"markdown", "html", "json"} <= set(ALL)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("lang", LANGS)
def test_every_exporter_writes_every_kind_of_incident(name: str, lang: Lang) -> None:
    exporter = exporters()[name]
    assert exporter.name == name
    assert exporter.suffix.startswith(".")
    assert exporter.title[lang]
    for chronology in (incident(lang), Chronology()):
        for document in (review(lang), None):
            for level in ("story", "moments", "raw"):
                written = exporter.write(document, chronology, ExportOptions(lang=lang, level=level))
                assert written.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name", ALL)
def test_the_same_incident_is_the_same_bytes(name: str) -> None:
    exporter = exporters()[name]
    assert exporter.write(review(), incident(), ExportOptions()) == exporter.write(
        review(), incident(), ExportOptions()
    )


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("lang", LANGS)
def test_no_name_is_left_where_roles_are_asked_for(name: str, lang: Lang) -> None:
    told = msgspec.structs.replace(
        review(lang), markdown=review(lang).markdown + "\nMori and Sakura Endo were there.\n"
    )
    written = exporters()[name].write(
        told, incident(lang), ExportOptions(lang=lang, level="raw", pseudonyms=pseudonyms(lang))
    )
    text = written.decode()
    assert "Mori" not in text
    assert "Endo" not in text
    assert pseudonyms(lang)["Mori"] in text


@pytest.mark.parametrize("name", ALL)
def test_what_was_learned_later_is_not_in_the_file(name: str) -> None:
    options = ExportOptions(level="raw", at=at("13:50"), group="on-call")
    text = exporters()[name].write(review(), incident(), options).decode()
    assert "r88 goes out" in text  # in view of on-call since 13:12
    assert "new building codes" not in text  # announced two days before, in view at 17:20
    assert "22 calls" not in text  # voiced at 13:40, displayed to on-call by 14:02
    assert "isn’t the size table" not in text  # 14:08
    assert "south ring stayed shut" not in text  # the review is written from today


@pytest.mark.parametrize("name", [name for name in ALL if name != "json"])  # JSON tells every time in UTC
def test_a_zone_that_does_not_exist_is_a_sentence(name: str) -> None:
    with pytest.raises(FurikaeriError, match="Mars/Olympus"):
        exporters()[name].write(None, incident(), ExportOptions(zone="Mars/Olympus"))


@pytest.mark.parametrize("name", ALL)
def test_a_long_night_stays_linear(name: str) -> None:
    """Four times the events may take eight times as long at most; a quadratic page takes sixteen."""
    write = exporters()[name].write

    def cost(n: int) -> float:
        chronology = many(n)
        begin = time.process_time()
        write(None, chronology, ExportOptions(level="raw"))
        return time.process_time() - begin

    cost(50)
    assert cost(2_000) <= 8 * cost(500) + 0.2


def test_exporters_are_frozen() -> None:
    with pytest.raises(AttributeError):
        exporters()["json"].name = "x"  # type: ignore[misc]  # that it is refused is the point
    assert isinstance(exporters()["json"], Exporter)
