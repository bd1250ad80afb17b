"""Stands in for `python` in the PATH of a shell: `python …manage.py …` is forked by `server`, all else is Python.

Run with -I, -S and -E, and without an import that it can spare: it is started for each command.
"""

import json
import os
import socket
import sys

PYTHON, ADDRESS = sys.argv[1:3]
ARGUMENTS = sys.argv[3:]

if not ARGUMENTS or os.path.basename(ARGUMENTS[0]) != "manage.py":  # noqa: PTH119 - pathlib takes longer than the rest
    os.execv(PYTHON, [PYTHON, *ARGUMENTS])  # noqa: S606
current = os.umask(0)
os.umask(current)
order = {
    "arguments": ARGUMENTS,
    "environment": dict(os.environ),
    "folder": os.getcwd(),  # noqa: PTH109
    "umask": current,
    "session": False,
    "ends_with_parent": False,
}
with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect(ADDRESS)
    socket.send_fds(server, [json.dumps(order).encode()], [0, 1, 2])
    server.recv(20)  # its process id
    code = int(server.recv(20) or 1)
sys.exit(code if code >= 0 else 128 - code)
