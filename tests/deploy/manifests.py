"""The manifests of `deploy/kubernetes/` as values."""

from __future__ import annotations

from typing import Any

import yaml

from workbench.env import BASE_DIR

FOLDER = BASE_DIR / "deploy" / "kubernetes"
KUSTOMIZATION: dict[str, Any] = yaml.safe_load((FOLDER / "kustomization.yaml").read_text())
OBJECTS: list[dict[str, Any]] = [
    each
    for name in KUSTOMIZATION["resources"]
    for each in yaml.safe_load_all((FOLDER / name).read_text())
]  # fmt: skip


def manifest(kind: str, name: str) -> dict[str, Any]:
    """The one object of that kind and name."""
    (found,) = [each for each in OBJECTS if (each["kind"], each["metadata"]["name"]) == (kind, name)]
    return found


def title(each: dict[str, Any]) -> str:
    return f"{each['kind']}/{each['metadata']['name']}"


WORKLOADS = [each for each in OBJECTS if each["kind"] in {"Deployment", "Job"}]


def pod(workload: dict[str, Any]) -> dict[str, Any]:
    """The spec of a workload's pods."""
    spec: dict[str, Any] = workload["spec"]["template"]["spec"]
    return spec


def main_container(workload: dict[str, Any]) -> dict[str, Any]:
    (container,) = pod(workload)["containers"]
    found: dict[str, Any] = container
    return found


def containers(workload: dict[str, Any]) -> list[dict[str, Any]]:
    """All containers of a workload's pods, those that run first too."""
    return [*pod(workload).get("initContainers", []), main_container(workload)]
