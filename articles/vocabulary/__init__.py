"""Codes of articles, each once: its words in Chinese and English, and its properties. Pure: no Django.

A family is a module; `term.py` says what a term and a family are. Whatever shows a code (console, admin, reports,
notices, exports, API, rules, documents) reads its words here, and nowhere else.
"""
