"""The checks that need a package: the module graph and what the compiler knows."""

import subprocess

from planted import Planted

STRICT = """[
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(), .treatAllWarnings(as: .error)]"""


class Package(Planted):
    def plant_package(self, *targets, settings="strict"):
        """A manifest with these targets, each (kind, name, dependencies), one per line."""
        lines = [f"        .{k}(name: {n!r}, dependencies: {d}, swiftSettings: {settings}),".replace("'", '"') for k, n, d in targets]
        self.plant(
            "Package.swift",
            "// swift-tools-version: 6.3\nimport PackageDescription\n\n"
            + f"let strict: [SwiftSetting] = {STRICT}\n"
            + 'let package = Package(\n    name: "planted",\n    targets: [\n'
            + "\n".join(lines)
            + "\n    ]\n)\n",
        )


class ModuleGraph(Package):
    def test_imports(self):
        """an import against the graph is found, what an arrow reaches is allowed"""
        self.plant_package(
            ("target", "MartletContext", []),
            ("target", "MartletPayload", ["MartletContext"]),
            ("target", "MartletResilience", ["MartletContext"]),
            ("target", "MartletTelemetry", ["MartletPayload"]),
            ("testTarget", "MartletPayloadTests", ["MartletPayload"]),
        )
        self.plant("Sources/MartletContext/A.swift", "internal import Synchronization\npublic import MartletPayload\n")
        self.plant("Sources/MartletPayload/A.swift", "import MartletContext\nimport NIOCore\n@_exported import MartletContext\n")
        self.plant("Sources/MartletTelemetry/A.swift", "import NIOCore\nimport Foundation\n")
        self.plant("Sources/MartletResilience/A.swift", "// import MartletHTTP\n")
        self.plant("Tests/MartletPayloadTests/A.swift", "import Testing\n@testable import MartletContext\nimport MartletHTTP\n")
        self.assert_finds(
            "module-graph",
            "Sources/MartletContext/A.swift:2",
            "Sources/MartletPayload/A.swift:3",
            "Sources/MartletTelemetry/A.swift:2",
            "Tests/MartletPayloadTests/A.swift:2",
            "Tests/MartletPayloadTests/A.swift:3",
        )

    def test_manifest(self):
        """a dependency against the graph and a module without a line in it are found"""
        self.plant_package(("target", "MartletPayload", ["MartletJobs"]), ("target", "MartletJobs", []), ("target", "Utils", []))
        self.assert_finds("module-graph", "Package.swift:12", "Package.swift:14")

    def test_settings(self):
        """S1-03 S3-63 S4-23 a target without the strict settings is found"""
        self.plant_package(("target", "MartletContext", []), settings="[.strictMemorySafety()]")
        self.assert_finds("module-graph", "Package.swift:12")


class Compiler(Package):
    def test_sendable(self):
        """a public type that does not say whether it is Sendable is found in every run"""
        self.plant_package(("target", "MartletContext", []))
        self.plant("Sources/MartletContext/A.swift", "public struct A {}\npublic struct B: Sendable {}\n")
        subprocess.run(["swift", "build", "--quiet"], cwd=self.root, check=True, capture_output=True)
        for _ in range(2):
            self.assert_finds("explicit-sendable", "Sources/MartletContext/A.swift:1")

    def test_kinds(self):
        """S3-74 one suite, or the suites of one kind, can be run alone"""
        self.plant_package(("target", "MartletContext", []), ("testTarget", "MartletContextTests", ["MartletContext"]))
        self.plant("Sources/MartletContext/A.swift", "struct A {}\n")
        suite = "@Suite struct {}Tests {{\n    @Test func `{}`() {{}}\n}}\n"
        suites = suite.format("Unit", "first") + suite.format("Integration", "second")
        self.plant("Tests/MartletContextTests/A.swift", "import Testing\n\n" + suites)
        output = subprocess.run(
            ["swift", "test", "--filter", "UnitTests"], cwd=self.root, check=True, capture_output=True, text=True
        )
        self.assertIn("Test run with 1 test in 1 suite passed", output.stdout + output.stderr)


class Documentation(Package):
    EXAMPLE = "let a = A()\n"

    def plant_module(self, page):
        """A module with one type, a compiled example of it and a landing page."""
        self.plant_package(("target", "MartletContext", []))
        self.plant("Sources/MartletContext/A.swift", "/// A type.\npublic struct A: Sendable {}\n")
        self.plant("Tests/MartletContextTests/A.swift", f"func a() {{\n    // snippet: MartletContext\n    {self.EXAMPLE}    // end\n}}\n")
        self.plant("Sources/MartletContext/MartletContext.docc/MartletContext.md", page)
        subprocess.run(["swift", "build", "--quiet"], cwd=self.root, check=True, capture_output=True)

    def test_whole(self):
        """a page whose links lead somewhere and whose example is compiled passes, a dead link is found"""
        page = f"# ``MartletContext``\n\nAll.\n\n## Overview\n\n```swift\n{self.EXAMPLE}```\n\nSee ``A``.\n"
        self.plant_module(page)
        self.assert_passes("documentation")
        self.plant("Sources/MartletContext/MartletContext.docc/MartletContext.md", page.replace("``A``", "``B``"))
        self.assert_finds("documentation", "Sources/MartletContext/MartletContext.docc/MartletContext.md:11")

    def test_example(self):
        """an example that is not the compiled one, and a module without a page, are found"""
        self.plant_module("# ``MartletContext``\n\nAll.\n\n## Overview\n\n```swift\nlet b = B()\n```\n")
        self.plant("Sources/MartletJobs/A.swift", "struct A {}\n")
        self.assert_finds(
            "documentation",
            "Sources/MartletContext/MartletContext.docc/MartletContext.md:1",
            "Sources/MartletJobs/MartletJobs.docc/MartletJobs.md:1",
        )
