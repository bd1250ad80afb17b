"""A scorer in plain Python: SCORER_SECRET=whsec_… python sample_scorer.py PORT"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["SCORER_SECRET"].removeprefix("whsec_"))
VERSION = "1.0"


def score(article):
    """A toy: how many of the sentences shout. Put your model here."""
    paragraphs = [article["headline"], *article["body"]]
    loud = [text for text in paragraphs if text.endswith(("！", "!"))]
    share = len(loud) / len(paragraphs)
    reasons = [
        {
            "code": "shouting",
            "zh": f"{len(paragraphs)} 段中有 {len(loud)} 段以感叹号结尾",
            "en": f"{len(loud)} of {len(paragraphs)} paragraphs end with an exclamation mark",
            "contribution": share,
            "quote": next((text for text in article["body"] if text in loud and len(text) <= 200), None),
        }
    ]
    return {"score": share, "version": VERSION, "reasons": reasons if loud else []}


class Scorer(BaseHTTPRequestHandler):
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
        answer = json.dumps(score(json.loads(body)["data"]["article"]), ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Scorer).serve_forever()
