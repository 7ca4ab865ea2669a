"""The checks on single source files."""

import shutil

from planted import REPOSITORY, Planted


class FileSizes(Planted):
    def test_limits(self):
        """a file over 400 lines is found, a test file only over 600"""
        self.plant("Sources/A/Long.swift", "\n" * 401)
        self.plant("Sources/A/Fits.swift", "\n" * 400)
        self.plant("Tests/ATests/Fits.swift", "\n" * 600)
        self.plant("Tests/ATests/Long.swift", "\n" * 601)
        self.assert_finds("file-sizes", "Sources/A/Long.swift:401", "Tests/ATests/Long.swift:601")


class BlockingCalls(Planted):
    def test_calls(self):
        """S0-07 a call that blocks its thread is found outside the folders Threads"""
        code = "func wait() {\n    sleep(5)\n    let line = readLine()\n    Thread.sleep(forTimeInterval: 1)\n}\n"
        self.plant("Sources/A/Slow.swift", code)
        self.plant("Sources/A/Threads/Worker.swift", code)
        self.plant("Examples/B/Sources/B/Main.swift", "let gate = DispatchSemaphore(value: 0)\n")
        places = [f"Sources/A/Slow.swift:{line}" for line in (2, 3, 4)]
        self.assert_finds("blocking-calls", *places, "Examples/B/Sources/B/Main.swift:1")

    def test_words(self):
        """a blocking call in a comment or a text, and an asynchronous sleep, are no blocking calls"""
        text = '// sleep(1)\n/* sleep(2) /* sleep(3) */ sleep(4) */\nlet a = "sleep(5) \\(b("sleep(6)"))"\n'
        more = 'let c = #"\n"#\nfunc sleep(for d: Duration) async {\n    try await clock.sleep(for: d)\n}\n'
        self.plant("Sources/A/Fine.swift", text + more)
        self.assert_passes("blocking-calls")


class SleepingTests(Planted):
    def test_sleep(self):
        """a test that sleeps is found, one that advances a clock is not"""
        self.plant("Tests/ATests/A.swift", "try await Task.sleep(for: .seconds(1))\nusleep(5)\nclock.sleep(until: a)\n")
        self.assert_finds("sleeping-tests", "Tests/ATests/A.swift:1", "Tests/ATests/A.swift:2")


class SuiteNames(Planted):
    def test_names(self):
        """S1-05 a test outside a suite of units, integrations or journeys is found"""
        good = "@Suite(.timeLimit(.minutes(1))) struct {}UnitTests {{\n    @Test func `a`() {{}}\n}}\n"
        self.plant("Tests/ATests/Good.swift", good.format("A") + "\nextension AUnitTests {\n    @Test func `b`() {}\n}\n")
        self.plant("Tests/ATests/Bad.swift", "@Suite struct ATests {\n    @Test func `a`() {}\n}\n@Test func `b`() {}\n")
        self.assert_finds("suite-names", "Tests/ATests/Bad.swift:2", "Tests/ATests/Bad.swift:4")


class ForbiddenWords(Planted):
    def test_words(self):
        """forced operations, bare preconditions and notes are found"""
        lines = ["fatalError()", "let a = b as! C", "precondition(x > 0)", "// TODO later", 'precondition(x > 0, "why")']
        self.plant("Sources/A/A.swift", "\n".join(lines))
        self.assert_finds("forbidden-words", *(f"Sources/A/A.swift:{line}" for line in (1, 2, 3, 4)))


class Pyramid(Planted):
    def test_shape(self):
        """S1-40 more tests of integrations than of units are found"""
        suite = "@Suite struct A{}Tests {{\n{}}}\n"
        test = "    @Test func `a`() {}\n"
        for kind, count in (("Unit", 2), ("Integration", 2), ("Journey", 1)):
            self.plant(f"Tests/ATests/A{kind}Tests.swift", suite.format(kind, test * count))
        self.assert_finds("pyramid", "Tests:1")
        self.plant("Tests/ATests/AUnitTests.swift", suite.format("Unit", test * 3))
        self.assert_passes("pyramid")


class ReadmeCode(Planted):
    def test_difference(self):
        """S3-48 code in the README that differs from the example is found"""
        self.plant("Examples/Hello/Sources/Hello/Hello.swift", "let a = 1\n")
        self.plant("README.md", "# A\n\n<!-- hello -->\n```swift\nlet a = 2\n```\n<!-- /hello -->\n")
        self.assert_finds("readme-code", "README.md:3")
        self.plant("README.md", "# A\n\n<!-- hello -->\n```swift\nlet a = 1\n```\n<!-- /hello -->\n")
        self.assert_passes("readme-code")


class UncheckedSendable(Planted):
    def test_comments(self):
        """an unchecked conformance needs a comment beside or above it"""
        bare = "final class A: @unchecked Sendable {}\n"
        self.plant("Sources/A/Bare.swift", "import B\n" + bare + "nonisolated(unsafe) var a = 1\n")
        self.plant("Sources/A/Fine.swift", "// The lock guards it.\n" + bare + "nonisolated(unsafe) var a = 1  // set once\n")
        self.assert_finds("unchecked-sendable", "Sources/A/Bare.swift:2", "Sources/A/Bare.swift:3")


class Format(Planted):
    def lint(self, text):
        """Whether the linter passes a file."""
        shutil.copy(REPOSITORY / ".swift-format", self.root)
        self.plant("Sources/A/A.swift", text)
        return self.run_script("checks/format").returncode == 0

    def test_documentation(self):
        """S1-04 S3-64 S4-24 C-30 a public symbol without a one-sentence summary is found"""
        self.assertTrue(self.lint("/// A thing.\npublic struct A {}\n"))
        self.assertFalse(self.lint("public struct A {}\n"))
        self.assertFalse(self.lint("/// A thing. And more of it\n/// on a second line.\npublic struct A {}\n"))

    def test_style(self):
        """S4-22 a badly formatted file is found"""
        self.assertFalse(self.lint("struct A { let  a:Int }\n"))
