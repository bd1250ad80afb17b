"""A time-stamping authority of our own: openssl answers requests over HTTP on loopback."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[ req ]
distinguished_name = name
[ name ]
[ root ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ authority ]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ tsa ]
default_tsa = here
[ here ]
serial = {folder}/serial
signer_cert = {folder}/authority.pem
signer_key = {folder}/authority.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """Its address, its root certificate, and what it answers instead of a stamp, if anything."""

    folder: Path
    url: str = ""
    instead: bytes | None = None
    status: int = 200
    asked: list[bytes] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, request: bytes) -> bytes:
        self.asked.append(request)
        if self.instead is not None:
            return self.instead
        (self.folder / "request.tsq").write_bytes(request)
        _openssl(self.folder, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """Makes its certificates in `folder` and answers until the block ends."""
    folder.mkdir(exist_ok=True)
    (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    new = ("req", "-config", "ts.cnf", "-newkey", "rsa:2048", "-nodes")
    _openssl(
        folder, *new, "-x509", "-days", "30", "-subj", "/CN=root", "-extensions", "root", "-keyout", "root.key",
        "-out", "root.pem",
    )  # fmt: skip
    _openssl(folder, *new, "-subj", "/CN=authority", "-keyout", "authority.key", "-out", "authority.csr")
    _openssl(
        folder, "x509", "-req", "-in", "authority.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2",
        "-days", "30", "-extfile", "ts.cnf", "-extensions", "authority", "-out", "authority.pem",
    )  # fmt: skip
    made = Authority(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(made.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def _openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
