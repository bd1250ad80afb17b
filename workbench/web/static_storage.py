"""Storage of static files: their names and caching."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped
    """Files under names that carry the hash of their content, the addresses in `import` statements of scripts too."""

    support_js_module_import_aggregation = True
