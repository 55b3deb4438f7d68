"""deploy/container and deploy/kubernetes: by the schemas that others keep, by the program's own reader, and beside each
other, since what one file names another one makes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import kubernetes_validate
import yaml
from compose_spec import PyCompose

import scripts

CONTAINER = scripts.DEPLOY / "container"
KUBERNETES = scripts.DEPLOY / "kubernetes"
BINARIES = Path(os.environ.get("TESSERA_BINARIES", scripts.ROOT / ".build" / "debug"))
# The oldest that is said to do, and the newest that the schemas know.
VERSIONS = ["1.28", "1.34"]


def check(file, **environment):
    """The program's own opinion of a configuration."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TESSERA_")}
    return subprocess.run([BINARIES / "tesserad", "--check", "--config", file], capture_output=True, text=True,
                          timeout=60, env={**kept, **environment})


def placed(text, folder):
    """The same configuration, with what is mounted below /etc/tessera in `folder`."""
    return text.replace("/etc/tessera/", f"{folder}/")


class ContainerfileTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = (CONTAINER / "Containerfile").read_text()

    def test_the_linter_has_nothing_to_say(self):
        hadolint = Path(sys.executable).parent / "hadolint"
        outcome = subprocess.run([hadolint, CONTAINER / "Containerfile"], capture_output=True, text=True, timeout=60)
        self.assertEqual((outcome.returncode, outcome.stdout + outcome.stderr), (0, ""))

    def packages(self, stage):
        installed = self.text.split("\nFROM ")[stage].split("--no-install-recommends")[1].split("&&")[0]
        return set(installed.replace("\\", " ").split())

    def test_it_is_built_with_what_any_machine_builds_with(self):
        script = (scripts.DEPLOY / "install-packages").read_text()
        libraries = set(re.findall(r"^    \S+ +(lib\S+-dev)$", script, re.MULTILINE))
        self.assertGreater(len(libraries), 8)
        self.assertEqual(libraries - self.packages(1), set())

    @unittest.skipUnless(shutil.which("dpkg-query") and shutil.which("readelf"), "no Debian")
    def test_every_library_that_the_programs_need_is_installed(self):
        needed = set()
        for program in ("tesserad", "tessera"):
            found = subprocess.run(["readelf", "-d", BINARIES / program], capture_output=True, text=True, check=True)
            needed |= set(re.findall(r"\(NEEDED\).*\[(.+)\]", found.stdout))
        ours = {name for name in needed if re.search(r"swift|Foundation|dispatch|BlocksRuntime", name)}
        for name in needed - ours:
            owner = subprocess.run(["dpkg-query", "--search", f"*/{name}"], capture_output=True, text=True, check=True)
            packages = {line.split(":")[0] for line in owner.stdout.splitlines()}
            # What any Debian has.
            base = {"libc6", "libgcc-s1", "libstdc++6"}
            self.assertTrue(packages & (self.packages(2) | base), f"{name} is in {sorted(packages)}")

    def test_it_does_not_run_as_root_and_owns_its_data(self):
        last = self.text.split("\nFROM ")[2]
        user, group = re.search(r"^USER (\d+):(\d+)$", last, re.MULTILINE).groups()
        self.assertNotEqual(user, "0")
        self.assertIn(f"-o {user} -g {group} /var/lib/tessera", last)

    def test_images_are_pinned_by_tag(self):
        for image in re.findall(r"^FROM (\S+)", self.text, re.MULTILINE):
            self.assertRegex(image, r":\d+[\w.-]*$")

    def test_the_compiler_is_one_that_builds_this(self):
        version = re.search(r"swift:(\d+)\.(\d+)", self.text).groups()
        self.assertGreaterEqual(tuple(map(int, version)), (6, 3))

    def test_what_it_copies_is_there_and_not_ignored(self):
        ignored = (scripts.ROOT / ".dockerignore").read_text().split()
        for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", self.text, re.MULTILINE):
            for source in sources.split():
                self.assertTrue((scripts.ROOT / source).exists(), source)
                self.assertNotIn(source.split("/")[0], ignored)

    def test_the_port_that_it_offers_is_the_one_that_it_listens_on(self):
        configuration = yaml.safe_load((CONTAINER / "tesserad.yaml").read_text())
        port = re.search(r"^EXPOSE (\d+)$", self.text, re.MULTILINE).group(1)
        self.assertEqual(configuration["listen"], [f"tcp://0.0.0.0:{port}"])
        self.assertIn(f"VOLUME {configuration['data']}\n", self.text)

    def test_the_tool_asks_for_its_health_in_words_that_it_knows(self):
        command = re.search(r'CMD \["tessera", (.+)\]', self.text).group(1).replace('"', "").split(", ")
        # Nobody listens there: the words are right when that is what is wrong.
        outcome = subprocess.run([BINARIES / "tessera", *command], capture_output=True, text=True, timeout=60,
                                 env={**os.environ, "TESSERA_SERVER": "unix:/nowhere"})
        self.assertEqual(outcome.returncode, 5, outcome.stderr)


class ComposeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = (CONTAINER / "compose.yaml").read_text()
        cls.compose = yaml.safe_load(cls.text)
        cls.cluster = yaml.safe_load((CONTAINER / "cluster.yaml").read_text())

    def test_it_is_one_by_the_specification(self):
        # Merged, as the validator knows no YAML merge keys.
        read = PyCompose.from_yaml(yaml.safe_dump(self.compose))
        self.assertEqual(sorted(read.service_names()), sorted(self.compose["services"]))

    def test_the_validator_refuses_what_is_none(self):
        with self.assertRaises(ValueError):
            PyCompose.from_yaml(yaml.safe_dump({**self.compose, "service": {}}))

    def test_the_cluster_file_names_the_services(self):
        shards = {name: service for name, service in self.compose["services"].items()
                  if service["environment"]["TESSERA_ROLE"] == "shard"}
        addresses = [shard["replicas"][0]["address"] for shard in self.cluster["shards"]]
        self.assertEqual([f"tcp://{name}:7700" for name in sorted(shards)], addresses)
        for name, service in shards.items():
            self.assertEqual(f"shard-{service['environment']['TESSERA_SHARD']}", name)
            self.assertEqual(service["volumes"], [f"{name}:/var/lib/tessera"])
            self.assertIn(name, self.compose["volumes"])

    def test_the_files_that_it_mounts_are_there(self):
        for mounted in self.compose["configs"].values():
            self.assertTrue((CONTAINER / mounted["file"]).exists())
        for service in self.compose["services"].values():
            self.assertEqual(service["configs"][0]["target"], service["environment"]["TESSERA_CLUSTER"])
            self.assertTrue((CONTAINER / service["build"]["context"] / service["build"]["dockerfile"]).exists())

    def test_the_port_is_reached_from_this_machine_alone(self):
        ports = [port for service in self.compose["services"].values() for port in service.get("ports", [])]
        self.assertEqual(ports, ["127.0.0.1:7700:7700"])

    def test_the_program_takes_what_each_service_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(CONTAINER / "cluster.yaml", folder)
            for name, service in self.compose["services"].items():
                environment = {key: placed(value, folder) for key, value in service["environment"].items()}
                outcome = check(CONTAINER / "tesserad.yaml", **environment)
                self.assertEqual(outcome.returncode, 0, name + outcome.stderr)
                self.assertIn(f"role: {service['environment']['TESSERA_ROLE']}", outcome.stdout)


class KubernetesTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.documents = []
        for file in sorted(KUBERNETES.glob("*.yaml")):
            if file.name != "kustomization.yaml":
                cls.documents += list(yaml.safe_load_all(file.read_text()))
        cls.config = cls.one("ConfigMap", "tessera")["data"]
        cls.cluster = yaml.safe_load(cls.config["cluster.yaml"])

    @classmethod
    def one(cls, kind, name):
        found = [each for each in cls.documents if each["kind"] == kind and each["metadata"]["name"] == name]
        assert len(found) == 1, (kind, name)
        return found[0]

    @classmethod
    def workloads(cls):
        return [each for each in cls.documents if each["kind"] in ("StatefulSet", "Deployment")]

    def test_every_document_is_one_by_the_schemas(self):
        for document in self.documents:
            for version in VERSIONS:
                kubernetes_validate.validate(document, version, strict=True)

    def test_the_schemas_refuse_what_is_none(self):
        document = yaml.safe_load(yaml.safe_dump(self.one("StatefulSet", "tessera-shard")))
        document["spec"]["template"]["spec"]["containers"][0]["readinessProbe"]["grcp"] = {"port": 7700}
        with self.assertRaises(kubernetes_validate.ValidationError):
            kubernetes_validate.validate(document, VERSIONS[0], strict=True)

    def test_every_file_is_applied(self):
        kustomization = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text())
        files = {file.name for file in KUBERNETES.glob("*.yaml")} - {"kustomization.yaml"}
        self.assertEqual(set(kustomization["resources"]), files)
        self.assertEqual(kustomization["namespace"], self.one("Namespace", "tessera")["metadata"]["name"])
        image, = {each["spec"]["template"]["spec"]["containers"][0]["image"] for each in self.workloads()}
        self.assertEqual([entry["name"] for entry in kustomization["images"]], [image])

    def test_the_cluster_file_names_the_pods(self):
        shards = self.one("StatefulSet", "tessera-shard")
        service = self.one("Service", shards["spec"]["serviceName"])
        self.assertEqual(service["spec"]["clusterIP"], "None")
        self.assertTrue(service["spec"]["publishNotReadyAddresses"])
        port = service["spec"]["ports"][0]["port"]
        pods = [f"tcp://{shards['metadata']['name']}-{number}.{service['metadata']['name']}:{port}"
                for number in range(shards["spec"]["replicas"])]
        self.assertEqual([shard["replicas"][0]["address"] for shard in self.cluster["shards"]], pods)

    def test_probes_and_services_use_the_port_that_is_listened_on(self):
        port = int(yaml.safe_load(self.config["tesserad.yaml"])["listen"][0].rsplit(":", 1)[1])
        for workload in self.workloads():
            container, = workload["spec"]["template"]["spec"]["containers"]
            self.assertEqual([entry["containerPort"] for entry in container["ports"]], [port])
            for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
                self.assertEqual(container[probe]["grpc"], {"port": port})
        for service in (each for each in self.documents if each["kind"] == "Service"):
            self.assertEqual([(entry["port"], entry["targetPort"]) for entry in service["spec"]["ports"]],
                             [(port, "tessera")])
        for policy in (each for each in self.documents if each["kind"] == "NetworkPolicy"):
            self.assertEqual(policy["spec"]["ingress"][0]["ports"], [{"protocol": "TCP", "port": port}])

    def test_whoever_selects_pods_selects_those_of_one_workload(self):
        for workload in self.workloads():
            labels = workload["spec"]["template"]["metadata"]["labels"]
            self.assertEqual(workload["spec"]["selector"]["matchLabels"], labels)
            name = workload["metadata"]["name"]
            self.assertEqual(self.one("PodDisruptionBudget", name)["spec"]["selector"]["matchLabels"], labels)
            self.assertEqual(self.one("NetworkPolicy", name)["spec"]["podSelector"]["matchLabels"], labels)
            services = [each for each in self.documents
                        if each["kind"] == "Service" and each["spec"]["selector"] == labels]
            self.assertEqual(len(services), 1)

    def test_pods_have_no_more_rights_than_they_need(self):
        user = re.search(r"^USER (\d+):", (CONTAINER / "Containerfile").read_text(), re.MULTILINE).group(1)
        for workload in self.workloads():
            pod = workload["spec"]["template"]["spec"]
            container, = pod["containers"]
            self.assertTrue(pod["securityContext"]["runAsNonRoot"])
            self.assertEqual(pod["securityContext"]["runAsUser"], int(user))
            self.assertEqual(pod["securityContext"]["seccompProfile"], {"type": "RuntimeDefault"})
            self.assertFalse(pod["automountServiceAccountToken"])
            self.assertEqual(container["securityContext"], {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}})

    def test_what_is_mounted_is_there_and_what_is_written_is_mounted(self):
        data = yaml.safe_load(self.config["tesserad.yaml"])["data"]
        for workload in self.workloads():
            pod = workload["spec"]["template"]["spec"]
            volumes = {volume["name"] for volume in pod["volumes"]}
            volumes |= {claim["metadata"]["name"] for claim in workload["spec"].get("volumeClaimTemplates", [])}
            mounts = {mount["name"]: mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}
            self.assertEqual(set(mounts), volumes)
            self.assertEqual(mounts["data"], data)
            self.assertEqual(mounts["config"], "/etc/tessera")

    def test_every_container_says_what_it_needs(self):
        for workload in self.workloads():
            resources = workload["spec"]["template"]["spec"]["containers"][0]["resources"]
            # Memory is asked for as a whole: a node that is short of it would end the pod.
            self.assertEqual(resources["requests"]["memory"], resources["limits"]["memory"])
            self.assertIn("cpu", resources["requests"])

    def test_a_pod_is_given_longer_to_end_than_its_calls_are(self):
        drain = int(re.search(r"drain_timeout_ms: (\d+)", (scripts.DEPLOY / "tesserad.yaml").read_text()).group(1))
        for workload in self.workloads():
            self.assertGreater(workload["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] * 1_000, 2 * drain)

    def test_the_program_takes_what_each_pod_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in self.config.items():
                Path(folder, name).write_text(placed(text, folder))
            for workload in self.workloads():
                container, = workload["spec"]["template"]["spec"]["containers"]
                role = next(entry["value"] for entry in container["env"] if entry["name"] == "TESSERA_ROLE")
                numbers = range(workload["spec"]["replicas"]) if role == "shard" else [None]
                for number in numbers:
                    environment = {"TESSERA_ROLE": role, "TESSERA_THREADS_WORKERS": "4"}
                    if number is not None:
                        environment["TESSERA_SHARD"] = str(number)
                    outcome = check(Path(folder, "tesserad.yaml"), **environment)
                    self.assertEqual(outcome.returncode, 0, f"{role} {number}: {outcome.stderr}")
                    self.assertIn(f"role: {role}", outcome.stdout)


if __name__ == "__main__":
    unittest.main()
