"""A person in the stand-in for Telegram, and a picture: what the programs beside this one share."""

import json
import struct
import sys
import urllib.request
import zlib

ADDRESS, TOKEN = sys.argv[1:3]
SERVICE = f"http://{ADDRESS.split('://')[1]}"


class Person:
    def __init__(self, number):
        self.id = number
        self.ask("PUT", "", {"first_name": "Ada", "username": f"ada_{number}", "language_code": "ru"})
        self.seen = self.ask("GET", "/events")["last"]

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f"{SERVICE}/stand-in/people/{self.id}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def write(self, text):
        return self.ask("POST", "/messages", {"text": text})["message_id"]

    def press(self, message, data):
        return self.ask("POST", "/presses", {"message_id": message, "data": data})["callback_query_id"]

    def next(self, kind):
        """The next event of a kind."""
        while True:
            news = self.ask("GET", f"/events?after={self.seen}&wait=20")
            assert news["events"], f"no {kind} came"
            for event in news["events"]:
                self.seen = event["number"]
                if kind in event and not (kind == "message" and not event["message"]["from"]["is_bot"]):
                    return event[kind]


def picture(width=8, height=4):
    """A PNG."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x20\x80\xf0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
