"""The manifests: valid by the schemas of Kubernetes, and equal to the Procfile, compose.yaml and the docs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from tests.deploy.manifests import (
    FOLDER,
    KUSTOMIZATION,
    OBJECTS,
    WORKLOADS,
    containers,
    main_container,
    manifest,
    pod,
    title,
)
from tests.docs.pages import DOCS, text_of
from workbench.env import BASE_DIR
from workbench.running.supervisor import services

COMPOSE: dict[str, Any] = yaml.safe_load((BASE_DIR / "compose.yaml").read_text())["services"]
# The oldest version that gets fixes as of this writing, and the newest.
VERSIONS = ("1.34", "1.37")
SCALED = manifest("ScaledObject", "worker")
EXAMPLES = sorted(FOLDER.glob("*.example"))


def listed_settings() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text_of(DOCS / "settings.md"), re.MULTILINE))


def names_in(example: Path) -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", example.read_text(), re.MULTILINE))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("each", [each for each in OBJECTS if each["kind"] != "ScaledObject"], ids=title)
def test_kubernetes_accepts_each_object(each: dict[str, Any], version: str) -> None:
    assert kubernetes_validate.validate(each, version, strict=True) == version


def test_keda_accepts_the_scaled_object() -> None:
    schema = json.loads((Path(__file__).parent / "scaled_object.schema.json").read_text())
    jsonschema.validate(SCALED, schema)
    autoscaler = {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "worker"},
        "spec": {
            "scaleTargetRef": {"kind": "Deployment", "name": "worker"},
            "maxReplicas": 1,
            "behavior": SCALED["spec"]["advanced"]["horizontalPodAutoscalerConfig"]["behavior"],
        },
    }
    kubernetes_validate.validate(autoscaler, VERSIONS[-1], strict=True)


def test_kustomize_puts_all_together() -> None:
    if shutil.which("kubectl") is None:
        pytest.skip("NOT TESTED: kubectl is not installed, so kustomize itself does not read the folder")
    done = subprocess.run(["kubectl", "kustomize", str(FOLDER)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    made = list(yaml.safe_load_all(done.stdout))
    assert sorted(map(title, made)) == sorted(map(title, OBJECTS))
    wanted = "{newName}:{newTag}".format(**KUSTOMIZATION["images"][0])
    images = {one["image"] for each in made if each["kind"] in {"Deployment", "Job"} for one in containers(each)}
    assert images == {wanted}
    assert "latest" not in wanted


def test_every_file_of_the_folder_is_a_part_of_it() -> None:
    assert {path.name for path in FOLDER.glob("*.yaml")} - {"kustomization.yaml"} == set(KUSTOMIZATION["resources"])


@pytest.mark.parametrize("name", ["web", "worker", "schedule"])
def test_pods_run_what_the_procfile_and_compose_run(name: str) -> None:
    command = main_container(manifest("Deployment", name))["command"]
    assert ["exec", *command] == shlex.split(services(BASE_DIR / "Procfile", embedded_broker=False)[name])
    assert command == COMPOSE[name]["command"]


def test_setup_is_a_job_with_the_command_of_compose() -> None:
    assert main_container(manifest("Job", "setup"))["command"] == COMPOSE["setup"]["command"]


@pytest.mark.parametrize("each", WORKLOADS, ids=title)
def test_limits_of_memory_and_the_user_are_those_of_compose(each: dict[str, Any]) -> None:
    service = COMPOSE[each["metadata"]["name"]]
    limit = main_container(each)["resources"]["limits"]["memory"]
    assert limit.lower().removesuffix("i") == service["mem_limit"]
    assert str(pod(each)["securityContext"]["runAsUser"]) == service["user"]


@pytest.mark.parametrize("name", ["worker", "schedule"])
def test_liveness_of_what_serves_nobody_is_the_health_check_of_compose(name: str) -> None:
    probe = main_container(manifest("Deployment", name))["livenessProbe"]
    assert ["CMD", *probe["exec"]["command"]] == COMPOSE[name]["healthcheck"]["test"]


def test_the_web_servers_probes_pass_the_checks_of_host_and_scheme() -> None:
    web = main_container(manifest("Deployment", "web"))
    paths = {name: web[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert paths == {"startupProbe": "/livez", "livenessProbe": "/livez", "readinessProbe": "/readyz"}
    hosts = manifest("ConfigMap", "workbench")["data"]["ALLOWED_HOSTS"].split(",")
    for name in paths:
        headers = {each["name"]: each["value"] for each in web[name]["httpGet"]["httpHeaders"]}
        assert headers["Host"] in hosts
        assert headers["X-Forwarded-Proto"] == "https"


@pytest.mark.parametrize("each", WORKLOADS, ids=title)
def test_no_container_can_do_more_than_it_needs(each: dict[str, Any]) -> None:
    spec = pod(each)
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    for container in containers(each):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, container["name"]
        assert set(container["resources"]["requests"]) == {"cpu", "memory"}


@pytest.mark.parametrize("name", ["web", "worker", "schedule"])
def test_pods_wait_for_the_migrations_of_their_release(name: str) -> None:
    first = pod(manifest("Deployment", name))["initContainers"][0]
    assert first["command"] == ["python", "manage.py", "migrate", "--check"]


def test_one_schedule_runs_at_a_time() -> None:
    spec = manifest("Deployment", "schedule")["spec"]
    assert (spec["replicas"], spec["strategy"]) == (1, {"type": "Recreate"})


def test_workers_are_scaled_by_the_age_of_the_oldest_due_row() -> None:
    spec = SCALED["spec"]
    assert spec["scaleTargetRef"] == {"name": "worker"}
    assert "workbench_assessments_oldest_due_seconds{" in spec["triggers"][0]["metadata"]["query"]
    assert "replicas" not in manifest("Deployment", "worker")["spec"], "each apply would undo the scaling"
    assert spec["minReplicaCount"] <= spec["fallback"]["replicas"] <= spec["maxReplicaCount"]


def test_an_eviction_leaves_a_web_server_and_a_worker() -> None:
    for name, replicas in (("web", manifest("Deployment", "web")["spec"]["replicas"]), ("worker", 2)):
        budget = manifest("PodDisruptionBudget", name)["spec"]
        assert budget["selector"] == manifest("Deployment", name)["spec"]["selector"]
        assert replicas - budget.get("maxUnavailable", replicas - budget.get("minAvailable", 0)) >= 1


def test_selectors_find_their_pods() -> None:
    for each in WORKLOADS:
        labels = each["spec"]["template"]["metadata"]["labels"]
        assert each["spec"].get("selector", {"matchLabels": labels}) == {"matchLabels": labels}
    web = manifest("Deployment", "web")["spec"]["template"]["metadata"]["labels"]
    assert manifest("Service", "web")["spec"]["selector"] == web
    components = {each["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/component"] for each in WORKLOADS}
    named = {
        each["spec"]["podSelector"].get("matchLabels", {}).get("app.kubernetes.io/component")
        for each in OBJECTS
        if each["kind"] == "NetworkPolicy"
    }
    assert named - components == {None}


def test_only_workers_reach_the_internet_and_only_the_web_server_is_reached() -> None:
    assert manifest("NetworkPolicy", "nothing")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    policies = [each["spec"] for each in OBJECTS if each["kind"] == "NetworkPolicy"]
    anywhere = [spec["podSelector"] for spec in policies if "0.0.0.0/0" in str(spec.get("egress"))]
    assert anywhere == [{"matchLabels": {"app.kubernetes.io/component": "worker"}}]
    reached = [spec["podSelector"] for spec in policies if "ingress" in spec]
    assert reached == [{"matchLabels": {"app.kubernetes.io/component": "web"}}]


def test_only_setup_has_the_owners_secret() -> None:
    holders = {each["metadata"]["name"] for each in WORKLOADS if "workbench-owner" in str(each)}
    assert holders == {"setup"}
    assert main_container(manifest("Job", "setup"))["envFrom"][-1] == {"secretRef": {"name": "workbench-owner"}}


def test_settings_and_secrets_exist_and_no_secret_is_a_plain_setting() -> None:
    plain = set(manifest("ConfigMap", "workbench")["data"])
    plain |= {each["name"] for one in WORKLOADS for box in containers(one) for each in box.get("env", [])}
    secret = {name for path in EXAMPLES for name in names_in(path)}
    assert {"DATABASE_URL", "SECRET_KEY", "SIGNING_KEY", "SECOND_FACTOR_KEY", "APPLICATION_PASSWORD"} <= secret
    assert (plain | secret) - listed_settings() == set()
    assert plain & secret == set()
    assert not [each for each in OBJECTS if each["kind"] == "Secret"]


def test_large_bodies_have_room_in_the_web_servers_folder() -> None:
    web = manifest("Deployment", "web")
    (home,) = [volume for volume in pod(web)["volumes"] if volume["name"] == "home"]
    room = int(re.fullmatch(r"(\d+)Gi", home["emptyDir"]["sizeLimit"])[1]) * 2**30  # type: ignore[index]
    bodies = re.search(r"`WEB_BODY_BYTES` \| (\d+)", text_of(DOCS / "settings.md"))
    assert bodies
    workers = next(int(each["value"]) for each in main_container(web)["env"] if each["name"] == "WEB_WORKERS")
    assert room > int(bodies[1]) * workers
