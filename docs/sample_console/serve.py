"""Serves the sample console, and passes its requests on: python serve.py PORT WORKBENCH CLIENT_ID

A page may call only the server that it came from. So this server passes requests on to the workbench: those of the
person with their token, and those for the text of an article with the key of the platform, KEY, which the page never
sees (scope `articles:read`).
"""

import json
import os
import sys
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PORT, WORKBENCH, CLIENT = int(sys.argv[1]), sys.argv[2].rstrip("/"), sys.argv[3]
FOLDER = Path(__file__).parent
FILES = {"/": ("index.html", "text/html"), "/console.js": ("console.js", "text/javascript")}
PASSED_ON = ("/api/v1/", "/oauth/token/", "/oauth/revoke/")
HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "Accept-Language")
POLICY = f"default-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; form-action {WORKBENCH}"


class Console(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if path in FILES:
            name, media = FILES[path]
            self.answer(200, (FOLDER / name).read_bytes(), media)
        elif path == "/favicon.ico":
            self.answer(204, b"", "image/x-icon")
        elif path == "/config.json":
            self.answer(200, json.dumps({"workbench": WORKBENCH, "client_id": CLIENT}).encode(), "application/json")
        else:
            self.pass_on(None)

    def do_POST(self):
        self.pass_on(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def pass_on(self, body):
        if not self.path.startswith(PASSED_ON):
            self.send_error(404)
            return
        headers = {name: self.headers[name] for name in HEADERS if self.headers[name]}
        if body is None and self.path.startswith("/api/v1/articles/") and headers.get("Authorization"):
            headers["Authorization"] = f"Api-Key {os.environ['KEY']}"
        request = urllib.request.Request(WORKBENCH + self.path, body, headers, method=self.command)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                self.answer(answer.status, answer.read(), answer.headers.get("Content-Type") or "application/json")
        except urllib.error.HTTPError as error:
            self.answer(error.code, error.read(), error.headers.get("Content-Type") or "application/json")

    def answer(self, status, content, media):
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if status != 204:
            self.wfile.write(content)

    def log_message(self, *args):
        """Codes and tokens stand in addresses: nothing is logged."""


ThreadingHTTPServer(("127.0.0.1", PORT), Console).serve_forever()
