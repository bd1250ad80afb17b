"""The audit chain: an entry per act, each hashed over the one before it."""

from moderation.audit.chain import Break, append, digest, verify

__all__ = ["Break", "append", "digest", "verify"]
