"""`python -m kg.cli` is the `averment` command."""

import sys

from kg.cli.main import main

sys.exit(main())
