"""Codes of moderation, each once: its words in Chinese and English, and its properties. Pure: no Django.

As `articles/vocabulary`, which has the families that articles bring along.
"""
