"""What breaks HTTP/1.1 itself is refused in words before any door sees it."""

import socket
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

FORM = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 16\r\n"
ASK = b"query=ASK%20%7B}"
OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"


def sent(service, request: bytes, more: bytes = b"") -> str:
    """All that comes back on a connection of its own."""
    address = urlsplit(service.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request)
        if more:
            connection.sendall(more)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400, "this one has 0"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "this one has 2"),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "Use HTTP/1.1"),
        (b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "not a proxy"),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n", 400, "cannot be read as HTTP"),
        (b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n", 414, "by POST"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 100_000, 431, "fewer or shorter"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 1_000_000, 431, "fewer or shorter"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n",
            400,
            "cannot be read as HTTP",
        ),
    ],
)
def test_a_broken_rule_is_refused_with_its_cause(service, request_, status, words):
    answer = sent(service, request_)
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert "application/problem+json" in answer
    assert words in answer


def test_who_offers_another_protocol_is_answered_in_this_one(service):
    """Java's client does so with each first request, a POST too."""
    head = b"POST /sparql HTTP/1.1\r\nHost: a\r\n" + OFFER + FORM + b"\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    for request, more in ((head + ASK + last, b""), (head, ASK + last)):
        answer = sent(service, request, more)
        assert '"boolean":true' in answer
        assert '"status":"ok"' in answer


@pytest.mark.parametrize(
    ("header", "status", "words"),
    [
        ({"Content-Encoding": "gzip"}, 415, "compressed (gzip)"),
        ({"Content-Type": "application/sparql-query; charset=utf-16"}, 415, "in utf-16"),
    ],
)
def test_a_body_that_is_no_plain_utf8_is_refused(client, header, status, words):
    headers = {"Content-Type": "application/sparql-query"} | header
    answer = client.post("/sparql", content=b"ASK {}", headers=headers)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True)


def test_a_body_that_says_to_be_too_long_is_not_waited_for(service):
    head = b"POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    rest = b"Content-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n"
    assert sent(service, head + rest).startswith("HTTP/1.1 413 ")


@pytest.mark.long
@pytest.mark.parametrize(
    ("begun", "status"), [(b"GET / HTTP/1.1\r\nHo", "HTTP/1.1 408 "), (b"", "")]
)
def test_a_head_that_does_not_end_is_not_waited_for(service, begun, status):
    answer = sent(service, begun)
    assert answer.startswith(status)
    assert bool(answer) == bool(status)


@pytest.mark.long
def test_who_takes_nothing_of_an_answer_is_left(service):
    address = urlsplit(service.url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.setblocking(False)
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            send_and_never_read(connection, b"GET /ns HTTP/1.1\r\nHost: a\r\n\r\n" * 2000)


def send_and_never_read(connection: socket.socket, content: bytes) -> None:
    """Sends what the connection takes, for a minute."""
    for _ in range(60):
        with suppress(BlockingIOError):
            content = content[connection.send(content) :] or b"GET"
        time.sleep(1)
