"""Starts the service: `python -m api`, or rather `averment serve`."""

import asyncio
import sys

from api.process.engines import verify_engine
from api.process.settings import BadSetting, Settings
from api.process.supervisor import PortTaken, Supervisor
from kg.errors import AvermentError
from kg.publish.history import newest_whole


def main() -> int:
    """Runs until SIGTERM or SIGINT; the exit code is 0 after a stop, 2 if it cannot start."""
    try:
        settings = Settings.from_environment()
        published = newest_whole(settings.var)
        asyncio.run(verify_engine(settings, published.snapshot))
        supervisor = Supervisor(settings, published)
    except (AvermentError, BadSetting, PortTaken) as error:
        print(f"averment: {error}", file=sys.stderr)
        return 2
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
