"""Starts the service: `python -m api`, or rather `averment serve`."""

import sys

from api.process.served import served_by
from api.process.settings import BadSetting, Settings
from api.process.supervisor import PortTaken, Supervisor
from kg.errors import AvermentError


def main() -> int:
    """Runs until SIGTERM or SIGINT; the exit code is 0 after a stop, 2 if it cannot start."""
    try:
        settings = Settings.from_environment()
        supervisor = Supervisor(settings, served_by(settings))
    except (AvermentError, BadSetting, PortTaken) as error:
        print(f"averment: {error}", file=sys.stderr)
        return 2
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
