"""Django's commands that make accounts and set passwords, with an entry in the audit chain.

An app of its own that stands before `django.contrib.auth` in INSTALLED_APPS: of two commands of a name, the first wins.
"""
