/// Gives every field its placeholder.
struct PlaceholderReader: FieldReader {
    mutating func require<Value: FieldValue>(_ field: Field<Value>) -> Value { Value.placeholder }

    mutating func find<Value: FieldValue>(_ field: Field<Value>) -> Patch<Value> { .absent }

    mutating func find<Value: FieldValue>(_ field: Field<Value>, default value: Value) -> Value { value }

    mutating func check(
        _ holds: @autoclosure () -> Bool,
        at field: StaticString,
        code: StaticString,
        message: StaticString
    ) {}
}
