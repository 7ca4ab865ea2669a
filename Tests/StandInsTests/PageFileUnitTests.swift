import FoundationEssentials
import HTTPTypes
import Martlet
import NIOCore
import Testing

@testable import StandIns

/// The files of the chat page inside the binary.
struct PageFileUnitTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Examples/StandIns/Page/Files")

    @Test func `every file of the folder is served as it stands there`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(PageFile.all.map(\.name)) == Set(names))
        for file in PageFile.all {
            let content = try Data(contentsOf: Self.folder.appending(path: file.name))
            #expect(file.response().body.readableBytesView.elementsEqual(content), "\(file.name) is another one")
        }
    }

    @Test func `the page allows its own files only: no inline script, no markup made of text`() throws {
        for file in PageFile.all {
            let policy = try #require(file.response().headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
            #expect(policy.contains("require-trusted-types-for 'script'"))
            #expect(!policy.contains("unsafe") && !policy.contains("http"))
        }
    }

    @Test(arguments: PageFile.all.map(\.name))
    func `no file names another host, nor makes markup of a text`(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "style=", "onclick="]
        for forbidden in markup { #expect(!text.contains(forbidden), "\(forbidden) in \(name)") }
        let addresses = text.matches(of: /https?:\/\/[\w.]+/).map { String($0.output) }
        #expect(addresses.allSatisfy { $0 == "http://www.w3.org" }, "\(addresses)")
    }
}
