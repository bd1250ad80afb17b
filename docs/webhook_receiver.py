"""A receiver of our webhooks in plain Python: WEBHOOK_SECRET=whsec_… python webhook_receiver.py PORT"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
SEEN = set()  # in your receiver: a table with the id as its key, written in the transaction that acts on the message


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name, moment = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        wanted = base64.b64encode(hmac.digest(KEY, f"{name}.{moment}.".encode() + body, hashlib.sha256)).decode()
        # Two signatures while a secret is being rotated: one of them must be right.
        given = self.headers["webhook-signature"].split()
        genuine = any(hmac.compare_digest(one.encode(), f"v1,{wanted}".encode()) for one in given)
        if not genuine or abs(time.time() - int(moment)) > 300:
            self.send_error(401)
            return
        if name not in SEEN:  # the same message may come twice; it has the same id then
            SEEN.add(name)
            print(json.dumps(json.loads(body), ensure_ascii=False), flush=True)
        self.send_response(204)
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
