"""Routing rules as rows: life cycle, runs on articles, backtests, alarms. The pure part: `triage.rules`."""
