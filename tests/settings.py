"""The web application's settings while it is tested: a data folder of its own, quick passwords, no mail outside."""

from __future__ import annotations

import os
import tempfile

os.environ["FURIKAERI_DATA"] = tempfile.mkdtemp(prefix="furikaeri-tests-")

from furikaeri_web.project.settings import *  # noqa: F403  # the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_AT_ONCE = True
