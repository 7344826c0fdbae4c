#!/usr/bin/env python3
"""As much of curl as the README and the pages use, for machines that have none."""

import argparse
import sys
from urllib.parse import quote

import httpx


def encoded(field: str) -> str:
    if field.endswith("@-"):
        name, value = field.removesuffix("@-"), sys.stdin.read()
    else:
        name, _, value = field.partition("=")
    return f"{name}={quote(value, safe='')}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("-s", action="store_true", help="always the case here")
    parser.add_argument("-G", action="store_true", dest="in_address")
    parser.add_argument("-H", action="append", default=[], dest="headers")
    parser.add_argument("-d", action="append", default=[], dest="fields")
    parser.add_argument("--data-urlencode", action="append", type=encoded, dest="fields")
    words = parser.parse_args()
    headers = dict(header.split(": ", 1) for header in words.headers)
    fields = "&".join(words.fields)
    if words.in_address or not fields:
        address = f"{words.address}?{fields}" if fields else words.address
        answer = httpx.get(address, headers=headers)
    else:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = httpx.post(words.address, headers=form | headers, content=fields)
    sys.stdout.buffer.write(answer.content)


if __name__ == "__main__":
    main()
