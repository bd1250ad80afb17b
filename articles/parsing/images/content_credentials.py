"""C2PA manifests (Content Credentials): signed statements about the origin of a picture. https://spec.c2pa.org

Reading one needs the optional package `c2pa-python`; without it only the presence of a manifest is detected.
"""

from __future__ import annotations

import importlib
import io
import json
from dataclasses import dataclass
from typing import Any

GENERATED = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic")
"""IPTC digital source types of pictures made wholly or partly by a trained model.

https://cv.iptc.org/newscodes/digitalsourcetype/
"""
# Forbid all network access: neither remote manifests nor the status of certificates are fetched.
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": False}}


@dataclass(frozen=True, slots=True)
class Credentials:
    """The content of a manifest. `is_intact` is null without a check; trust in the signer is never judged."""

    is_intact: bool | None
    generated: str | None  # the source type when it is one of `GENERATED`
    generator: str | None = None


def read_credentials(data: bytes, mime: str, manifest: bytes) -> Credentials:
    """Read the credentials of an image with an embedded `manifest` store.

    They are checked when a `c2pa-python` with contexts (0.38 has them) is installed.
    """
    unchecked = Credentials(None, next((name for name in GENERATED if name.encode() in manifest), None))
    try:
        c2pa = importlib.import_module("c2pa")
        contexts = c2pa.Context
    except (ImportError, AttributeError):
        return unchecked  # not installed, or too old to forbid fetching
    try:
        with contexts.from_dict(_OFFLINE) as context, c2pa.Reader(mime, io.BytesIO(data), context=context) as reader:
            store = json.loads(reader.json())
    except (c2pa.C2paError, ValueError, RecursionError):
        return Credentials(False, unchecked.generated)  # the manifest is broken
    return _of_store(store)


def _of_store(store: dict[str, Any]) -> Credentials:
    active = (store.get("manifests") or {}).get(store.get("active_manifest")) or {}
    text = json.dumps(active.get("assertions") or [])
    generated = next((name for name in GENERATED if f"/{name}" in text), None)
    codes = {str(status.get("code")) for status in store.get("validation_status") or []}
    broken = {code for code in codes if not code.startswith("signingCredential.")}
    infos = active.get("claim_generator_info") or [{}]
    generator = str(infos[0].get("name") or active.get("claim_generator") or "") or None
    return Credentials(not broken, generated, generator)
