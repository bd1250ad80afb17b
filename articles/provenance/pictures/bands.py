"""Keys by which near hashes are found: 16 bands of 16 bits.

Two hashes that differ in at most 31 bits have a band that differs in at most one, since 16 bands with two each would be
32. So the keys of a look-up are each band and its 16 neighbours: 272, and no near hash is missed.
"""

from __future__ import annotations

_BANDS, _WIDTH = 16, 16
_MASK = (1 << _WIDTH) - 1


def stored_keys(hash_: str) -> list[int]:
    """Return the 16 keys of a hash: the number of the band, then its bits."""
    bits = int(hash_, 16)
    return [band << _WIDTH | bits >> band * _WIDTH & _MASK for band in range(_BANDS)]


def looked_up_keys(hash_: str) -> list[int]:
    """Return the 272 keys under which every hash within 31 bits has one."""
    keys = stored_keys(hash_)
    return [*keys, *(key ^ 1 << bit for key in keys for bit in range(_WIDTH))]
