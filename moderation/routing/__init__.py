"""Routing rules as rows: their life, their run on each article, backtests, alarms. The pure part: `triage.rules`."""
