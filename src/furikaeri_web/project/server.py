"""One process that answers the web and does the work behind it."""

from __future__ import annotations

import threading
import warnings
from typing import TYPE_CHECKING

import django
import uvicorn
from django.conf import settings
from django.core.management import call_command

from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(host: str, port: int, say: Callable[[Text], None]) -> int:
    """Brings the tables up to date, starts the workers, answers until it is stopped."""
    django.setup()
    from furikaeri_web.accounts.services.first import announce  # noqa: PLC0415  # needs the settings
    from furikaeri_web.parts.jobs import sweep, workers  # noqa: PLC0415  # needs the settings
    from furikaeri_web.project.demo import load_demo  # noqa: PLC0415  # as above

    call_command("migrate", interactive=False, verbosity=0)
    if settings.ENVIRONMENT.demo:
        load_demo(say)
    consumer = None
    if settings.ENVIRONMENT.workers:
        consumer = workers(settings.ENVIRONMENT.workers)
        sweep()
        consumer.start()
    say(Text("furikaeri is ready: {url}", "furikaeri の準備ができました: {url}").fill(url=settings.ENVIRONMENT.url))
    if opens := announce():
        say(
            Text(
                "Nobody is here yet. Move in at: {url}",
                "まだ誰もいません。次のアドレスで初期設定を行ってください: {url}",
            ).fill(url=opens)
        )
    # static files are small: that the server reads one whole before it is sent costs nothing
    warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
    from furikaeri_web.project.asgi import application  # noqa: PLC0415  # after setup

    server = uvicorn.Server(
        uvicorn.Config(
            application,
            host=host,
            port=port,
            log_level="warning",
            proxy_headers=True,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
    )
    threading.current_thread().name = "web"
    server.run()
    if consumer is not None:
        consumer.stop(graceful=True)
    return 0
