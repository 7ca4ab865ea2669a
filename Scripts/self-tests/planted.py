"""A temporary repository in which a test plants files and runs one of the checks."""

import pathlib
import subprocess
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = SCRIPTS.parent


class Planted(unittest.TestCase):
    """A test with a temporary repository."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()

    def plant(self, path, text):
        """Writes a file of the temporary repository."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run_script(self, name, *arguments, **options):
        """Runs a script with the temporary repository as its folder."""
        return subprocess.run(
            [SCRIPTS / name, *arguments], cwd=self.root, capture_output=True, text=True, check=False, **options
        )

    def assert_passes(self, check):
        """The check finds nothing."""
        result = self.run_script(f"checks/{check}")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def assert_finds(self, check, *places):
        """The check fails and names exactly these places, each `path:line` or the start of a message."""
        result = self.run_script(f"checks/{check}")
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        found = result.stdout.strip().split("\n")
        self.assertEqual(len(found), len(places), result.stdout)
        for place in places:
            self.assertIn(f"{place}: ", result.stdout)
