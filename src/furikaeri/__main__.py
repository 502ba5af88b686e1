"""`python -m furikaeri`."""

import sys

from furikaeri.cli import main

sys.exit(main())
