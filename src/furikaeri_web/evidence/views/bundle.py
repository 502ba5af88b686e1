"""An incident to take along as a bundle, and a bundle as a new incident."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.evidence.bundles import export_bundle, import_bundle
from furikaeri_web.evidence.views.shared import person
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.places import place
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.incidents.models import Incident


@require_GET
def download(request: HttpRequest, number: int) -> FileResponse:
    """The whole incident as a zip: what `furikaeri` on the command line, or another installation, opens."""
    incident = seen(request.user, number)
    file = tempfile.TemporaryFile(dir=place("passing"))  # noqa: SIM115  # the response closes it
    export_bundle(incident, file)
    file.seek(0)
    note(what="incident-exported", by=person(request), now=now(), about=incident.code, incident=incident.number)
    response = FileResponse(file, as_attachment=True, filename=f"{incident.code}.zip", content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """A bundle becomes a new incident."""
    trouble = None
    if request.method == "POST":
        try:
            incident = _imported(request, request.FILES.get("file"))
        except FurikaeriError as caught:
            trouble = caught
        else:
            words = Text(
                "{code} is here; its records are being read.", "{code} を取り込みました。記録を読み込んでいます。"
            )
            messages.success(request, told(words.fill(code=incident.code)))
            return redirect("evidence", incident.number)
    return render(request, "evidence/bring_bundle.html", {"trouble": trouble}, status=422 if trouble else 200)


def _imported(request: HttpRequest, file: UploadedFile[Any] | None) -> Incident:
    if file is None:
        raise FurikaeriError(Text("Choose a bundle first.", "まずバンドルを選んでください。"))
    with tempfile.TemporaryDirectory(dir=place("passing")) as folder:
        path = Path(folder) / "bundle.zip"
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        return import_bundle(path, person(request), now())
