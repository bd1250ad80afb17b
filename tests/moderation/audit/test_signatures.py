"""Signatures of documents that leave the installation."""

from __future__ import annotations

import base64

import pytest

from moderation.audit import signatures

CONTENT = {"decided_by": "王芳", "count": 3, "parts": [{"a": 1.5}, None]}


def other_key() -> str:
    return base64.b64encode(b"\x07" * 32).decode()


def test_own_signature_is_believed():
    signatures.check("bundle", CONTENT, signatures.sign("bundle", CONTENT))


def test_the_order_of_names_does_not_matter():
    turned = dict(reversed(CONTENT.items()))
    signatures.check("bundle", turned, signatures.sign("bundle", CONTENT))


@pytest.mark.parametrize("change", [{"count": 4}, {"decided_by": "李明"}, {"more": True}, {"parts": []}])
def test_changed_content_is_refused(change):
    signature = signatures.sign("bundle", CONTENT)
    with pytest.raises(signatures.BadSignature, match="changed after it was signed"):
        signatures.check("bundle", {**CONTENT, **change}, signature)


def test_signature_serves_for_one_purpose_only():
    with pytest.raises(signatures.BadSignature):
        signatures.check("head", CONTENT, signatures.sign("bundle", CONTENT))


def test_foreign_key_is_refused_and_can_be_trusted(settings):
    own = settings.SIGNING_KEY
    settings.SIGNING_KEY = other_key()
    foreign, public = signatures.sign("bundle", CONTENT), signatures.public_key()
    settings.SIGNING_KEY = own
    with pytest.raises(signatures.BadSignature, match="not trusted"):
        signatures.check("bundle", CONTENT, foreign)
    signatures.check("bundle", CONTENT, foreign, [public])
    settings.TRUSTED_SIGNING_KEYS = [public]
    signatures.check("bundle", CONTENT, foreign)


@pytest.mark.parametrize(
    "signature", [{}, {"algorithm": "none"}, {"algorithm": "Ed25519"}, {"algorithm": "Ed25519", "key": None}, None, []]
)
def test_missing_parts_are_refused(signature):
    with pytest.raises(signatures.BadSignature):
        signatures.check("bundle", CONTENT, signature)


@pytest.mark.parametrize("text", ["", "!!", "AAAA"])
def test_text_that_is_no_signature_is_refused(text):
    signature = {**signatures.sign("bundle", CONTENT), "signature": text}
    with pytest.raises(signatures.BadSignature):
        signatures.check("bundle", CONTENT, signature)


@pytest.mark.parametrize("text", ["", "no base64!", "AAAA"])
def test_key_that_is_no_key_is_a_clear_error(text):
    with pytest.raises(ValueError, match="32 bytes in base64"):
        signatures.key_id(text)
