"""A DynamoDB and an SSM that answer at once, so that what is measured is our own time."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "local-leganto-secret"


class Canned(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:  # noqa: N802  # the name that http.server calls
        self.rfile.read(int(self.headers.get("content-length", 0)))
        asked = self.headers.get("x-amz-target", "")
        body: dict[str, Any] = {}
        if asked.endswith("GetParameter"):
            body = {"Parameter": {"Value": SECRET}}
        elif asked.endswith("Query"):
            body = {"Items": [], "Count": 0}
        sent = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is said: it would be measured."""


def serving() -> tuple[ThreadingHTTPServer, str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canned)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
