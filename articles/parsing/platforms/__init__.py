"""The platforms: one module or package each, which declares PLATFORM. To add one, add a module here.

Shared functions stand in `articles.parsing.common`; `articles.parsing.registry` finds the platforms.
"""
