"""Delivery of events to platforms: signed, ten attempts over 75 hours, in order within an article.

    event ──fan-out──▶ delivery ──claim──▶ in flight ──record──▶ delivered
    (in its own          ▲                  │  └─ lease runs out ─▶ due
     transaction)        └──── next try ────┘─ tries used up ─▶ failed ──replay──▶ pending

`signing`, `schedule`, `payloads`, `schemas` and `addresses` are pure; `transport` alone speaks HTTP.
"""
