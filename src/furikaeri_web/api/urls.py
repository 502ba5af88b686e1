"""Addresses of the API; its description is at openapi.json."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import path
from ninja import NinjaAPI

from furikaeri import __version__
from furikaeri.text import FurikaeriError
from furikaeri_web.api.entry import routes, told

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

api = NinjaAPI(
    title="furikaeri",
    version=__version__,
    description="Sign in by `Authorization: Bearer fk_…`.",
    docs_url=None,
    urls_namespace="api",
)


@api.exception_handler(FurikaeriError)
def _mendable(request: HttpRequest, trouble: FurikaeriError) -> HttpResponse:
    return api.create_response(request, told(trouble), status=422)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, _: Http404) -> HttpResponse:
    return api.create_response(request, {"detail": "Not Found"}, status=404)


for kind in routes().values():
    api.add_router(kind.prefix, kind.router, tags=[kind.name])

urlpatterns = [path("", api.urls)]
