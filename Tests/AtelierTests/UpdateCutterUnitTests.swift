@testable import Atelier
import NIOCore
import Testing

/// What is cut out of an answer that cannot be read.
@Suite struct UpdateCutterUnitTests {
    private static func cut(_ answer: String) -> [String]? {
        UpdateCutter.updates(in: ByteBuffer(string: answer))?.map { String(buffer: $0) }
    }

    @Test(arguments: [
        (#"{"ok":true,"result":[{"a":1}]}"#, [#"{"a":1}"#]),
        (#"{"ok":true,"result":[{"a":"\ud83d"},{"b":[[2],{"c":3}]}]}"#, [#"{"a":"\ud83d"}"#, #"{"b":[[2],{"c":3}]}"#]),
        (#"{"result": [ {"a":"]},\"{"} , {"b":"\\"} ], "ok": true}"#, [#" {"a":"]},\"{"} "#, #" {"b":"\\"} "#]),
        (#"{"of":{"a":[1],"b":2},"result":[{},{}]}"#, ["{}", "{}"]),
    ])
    func `brackets and quotes part the updates, wherever else they stand`(answer: String, updates: [String]) {
        #expect(Self.cut(answer) == updates)
    }

    @Test(arguments: [
        "", "<html>", "{", "[{}]", #"{"ok":true,"result":{}}"#, #"{"ok":true,"result":[]}x"#,
        #"{"ok":true,"result":[{"a":1},{"b":"#, #"{"ok":true,"result":[{"a":1},2]}"#,
    ])
    func `what is no whole list of objects is not cut, so that nothing is passed over that was not sent`(
        answer: String
    ) {
        #expect(Self.cut(answer) == nil)
    }
}
