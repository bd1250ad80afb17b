"""The platforms, a module or package each, which declares all of it as PLATFORM. To add one, add a module here.

What several of them need stands in `articles.parsing.common`; `articles.parsing.registry` finds them.
"""
