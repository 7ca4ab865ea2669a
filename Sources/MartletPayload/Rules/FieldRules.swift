/// The rules of one field, kept in place so that reading a field allocates nothing for them.
public struct FieldRules<Value: FieldValue>: Sendable {
    private let first: Rule<Value>
    private let second: Rule<Value>
    private let third: Rule<Value>
    private let fourth: Rule<Value>

    init(_ first: Rule<Value>, _ second: Rule<Value>, _ third: Rule<Value>, _ fourth: Rule<Value>) {
        self.first = first
        self.second = second
        self.third = third
        self.fourth = fourth
    }

    /// Reports each broken rule.
    func judge(_ value: Value, report: (_ code: StaticString, _ message: String) -> Void) {
        first.judge(value, report: report)
        second.judge(value, report: report)
        third.judge(value, report: report)
        fourth.judge(value, report: report)
    }
}
