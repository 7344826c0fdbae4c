"""What a web process has from the supervisor that starts it."""

import socket
from typing import Final, NamedTuple, Self

# With it come a listening socket and a pipe that ends when whose place it is listens, or has died.
STAND_IN: Final = b"+"


class Inherited(NamedTuple):
    """Descriptors of a web process.

    Args:
        listening: the socket at which it answers.
        control: where it orders workers.
        relief: where it hears for whom to stand in.
        ready: a pipe to be closed as soon as it listens.
    """

    listening: socket.socket
    control: socket.socket
    relief: socket.socket
    ready: int

    @classmethod
    def of(cls, numbers: str) -> Self:
        """From the numbers of its descriptors, with a comma between them."""
        *sockets, ready = map(int, numbers.split(","))
        listening, control, relief = (socket.socket(fileno=each) for each in sockets)
        return cls(listening, control, relief, ready)
