"""The commands around the checks."""

import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import unittest

from planted import REPOSITORY, SCRIPTS, Planted

TABLE = """# Requirements
| id | demand | test |
| --- | --- | --- |
| S0-01 | First. | A test. |
| S0-02 | Second. | A test. |

## Settled

## Skeleton

| subject | ids |
| --- | --- |
| both | S0-01–02 |
"""


class Requirements(Planted):
    def test_unknown_id(self):
        """S4-07 a test that names an id which is no row is found"""
        self.plant("Documentation/Requirements.md", TABLE)
        self.plant("Tests/ATests/A.swift", "@Test func `S0-01 first`() {}\n@Test func `S0-99 none, SHA-256`() {}\n")
        self.assert_finds("requirements", "Tests/ATests/A.swift:2")

    def test_lists(self):
        """S4-07 the rows without a test are listed, and every row with its tests"""
        self.plant("Documentation/Requirements.md", TABLE)
        self.plant("Tests/ATests/A.swift", "@Test func `S0-01 first`() {}\n")
        for arguments in ([], ["--skeleton"]):
            self.assertEqual(self.run_script("requirements", *arguments).stdout, "S0-02  Second.\n")
        self.assertIn("S0-01  First.\n    Tests/ATests/A.swift:1: S0-01 first\n", self.run_script("requirements", "--trace").stdout)

    def test_reviews(self):
        """S4-07 a row by review is listed with its question, and no row has that and a test"""
        review = "\n## By review\n\n| id | question |\n| --- | --- |\n| S0-02 | Is it good? |\n"
        self.plant("Documentation/Requirements.md", TABLE.replace("\n## Settled\n", f"\n## Settled\n{review}"))
        self.assertIn("S0-02  Second.\n    by review: Is it good?\n", self.run_script("requirements", "--trace").stdout)
        self.assertNotIn("S0-02", self.run_script("requirements").stdout)
        self.plant("Tests/ATests/A.swift", "@Test func `S0-02 second`() {}\n")
        self.assertEqual(self.run_script("requirements", "--check").returncode, 1)

    def test_rows(self):
        """S4-07 the table holds 438 demands, 40 decisions and 63 flaws"""
        trace = subprocess.run(["Scripts/requirements", "--trace"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
        for series, count in (("S", 438), ("C", 40), ("F", 63)):
            self.assertEqual(len(re.findall(rf"^{series}\d?-\d+  ", trace.stdout, re.MULTILINE)), count)


class Network(Planted):
    def test_refused(self):
        """S0-48 S1-43 S1-72 S4-151 whoever reaches for anything but loopback is refused and fails, even when it goes on"""
        reach = self.run_script("without-network", "bash", "-c", "(exec 3<>/dev/tcp/192.0.2.1/80) || true")
        self.assertEqual(reach.returncode, 1, reach.stderr)
        self.assertIn("1 attempts", reach.stderr)

    def test_loopback(self):
        """loopback can be reached without the network, and the status of the command is kept"""
        refused = self.run_script("without-network", "bash", "-c", "(exec 3<>/dev/tcp/127.0.0.1/1) 2>/dev/null || exit 7")
        self.assertEqual((refused.returncode, refused.stderr), (7, ""))


class Postgres(Planted):
    def test_server(self):
        """a throw-away PostgreSQL answers at the address and is gone with its files after the command"""
        command = 'psql "$TEST_POSTGRES_URL" -Atc "SHOW data_directory"; exit 5'
        environment = {key: value for key, value in os.environ.items() if key != "TEST_POSTGRES_URL"}
        result = self.run_script("with-postgres", "bash", "-c", command, env=environment)
        self.assertEqual(result.returncode, 5, result.stderr)
        self.assertTrue(result.stdout.startswith("/"))
        self.assertFalse(os.path.exists(result.stdout.strip()))


class Say(Planted):
    """Says something to a server of its own."""

    def say(self, text, path):
        """What arrives at the server, and what the script prints."""
        heard = []

        class StandIn(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                heard.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), StandIn) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            environment = {"PATH": path, "HTTP_PORT": str(server.server_port), "LC_ALL": "C.UTF-8"}
            result = self.run_script("say", text, env=environment)
            server.shutdown()
        return heard, result

    def test_text(self):
        """any text arrives as it was said, with curl and without"""
        (self.root / "bin").mkdir()
        for tool in ("bash", "wc", "cat", "timeout", "env"):
            (self.root / "bin" / tool).symlink_to(shutil.which(tool))
        for path in (os.environ["PATH"], str(self.root / "bin")):
            text = 'Say "hi" \\ to\tÄnne 🙂\nand \x01 end'
            heard, result = self.say(text, path)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(heard, [("/stand-in/messages", {"text": text})])

    def test_nobody(self):
        """where no service runs the script says how to start one"""
        result = self.run_script("say", "/start", env={**os.environ, "HTTP_PORT": "1"})
        self.assertEqual(result.returncode, 1)
        self.assertIn("make run", result.stderr)


class Records(Planted):
    def test_slow(self):
        """S3-75 the ten slowest tests are shown, slowest first"""
        cases = "".join(f'<testcase classname="A" name="t{i}" time="{i / 100 + 0.0001}" />\n' for i in range(12))
        self.plant("tests.xml", cases)
        lines = self.run_script("slow", str(self.root / "tests.xml")).stdout.splitlines()
        self.assertEqual([line.split()[-1] for line in lines], [f"t{i}" for i in range(11, 1, -1)])

    def test_coverage(self):
        """S3-73 a module below its bar fails, and the report names each module"""

        def file(path, covered):
            return {"filename": path, "summary": {"lines": {"covered": covered, "count": 100}}}

        def report(*files):
            self.plant("report.json", json.dumps({"data": [{"files": files}]}))
            return self.run_script("coverage", str(self.root / "report.json"))

        engine, payload = file("/a/Sources/MartletSQLite/A.swift", 85), file("/a/Sources/MartletPayload/A.swift", 100)
        self.assertEqual(report(engine, payload, file("/a/Tests/A.swift", 0)).returncode, 0)
        below = report(engine, file("/a/Sources/MartletPayload/A.swift", 99))
        self.assertEqual(below.returncode, 1)
        self.assertRegex(below.stdout, r"MartletPayload .*BELOW")
        self.assertNotRegex(below.stdout, r"MartletSQLite .*BELOW")


class Commands(Planted):
    def test_readme(self):
        """S1-80 S3-72 every command the README names exists"""
        readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
        makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
        for target in re.findall(r"`?make ([a-z]+)\b", readme):
            self.assertRegex(makefile, rf"(?m)^{target}:", f"make {target}")
        for script in re.findall(r"Scripts/([a-z-]+)", readme):
            self.assertTrue(os.access(SCRIPTS / script, os.X_OK), script)
        for command in ("make run", "make test", "make check", "swift format"):
            self.assertIn(command, readme)

    def test_setup(self):
        """setup says nothing when nothing is missing"""
        result = self.run_script("setup", "build", "test", "check")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))


class Readme(unittest.TestCase):
    def test_commands(self):
        """S1-79 the README's commands, in both ways, start a service that is healthy and stops without leftovers"""
        tried = subprocess.run([SCRIPTS / "try-readme"], capture_output=True, text=True)
        self.assertEqual(tried.returncode, 0, tried.stdout + tried.stderr)


class Benchmarks(Planted):
    GROUPS = ("--only", "intake", "--only", "start")
    ROUND = ("measure", *GROUPS, "--rounds", "1", "--seconds", "1", "--binary", REPOSITORY / ".build/debug/atelier")

    def test_stored(self):
        """S3-71 the benchmarks run, print their figures beside the stored ones, say what is worse, and store the new ones"""
        build = ("swift", "build", "--package-path", "Benchmarks", "--scratch-path", ".build")
        subprocess.run(build, cwd=REPOSITORY, capture_output=True, check=True)
        results = self.root / "results.json"
        measure = (REPOSITORY / ".build/debug/benchmarks", *self.ROUND, "--results", results, "--scratch", self.root)
        first = subprocess.run(measure, capture_output=True, text=True)
        self.assertEqual(first.returncode, 0, first.stdout + first.stderr)
        stored = json.loads(results.read_text(encoding="utf-8"))
        for one in stored:
            self.assertIn(f"| {one['name']} ", first.stdout)
            self.assertEqual(set(one), {"name", "figure", "unit", "against", "ratio", "bar"})
        self.assertNotIn("WORSE", first.stdout)
        start = next(one for one in stored if one["name"].startswith("Start"))
        start["figure"] = 0.5
        results.write_text(json.dumps(stored), encoding="utf-8")
        second = subprocess.run(measure, capture_output=True, text=True)
        self.assertRegex(second.stdout, r"(?m)^\| Start .*\| 0\.5 +\| WORSE \|$")
        self.assertGreater(next(one for one in json.loads(results.read_text()) if one["name"] == start["name"])["figure"], 0.5)
