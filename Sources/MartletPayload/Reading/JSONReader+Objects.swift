extension JSONReader {
    /// Reads an object as a payload; nil after it noted what is wrong.
    mutating func readObject<Object: Payload>() -> Object? {
        guard bytes[position] == UInt8(ascii: "{") else { return mismatch(Object.expectation) }
        guard enter() else { return nil }
        let outer = frame
        frame = ObjectFrame(
            isOpen: true,
            isRoot: false,
            firstSkipped: skipped.count,
            firstName: names.count,
            issuesBefore: issueCount
        )
        let object = Object(reading: &self)
        finish(Object.fieldPolicy)
        let isRight = failure == nil && issueCount == frame.issuesBefore
        frame = outer
        if failure != nil { frame.isOpen = false }
        return isRight ? object : nil
    }

    /// Reads the outermost payload from the body and the parameters of a request.
    mutating func readRoot<Object: Payload>() -> Object? {
        skipWhitespace()
        if hasBody {
            guard bytes[position] == UInt8(ascii: "{") else { return mismatch(Object.expectation) }
            _ = enter()
        }
        frame.isOpen = hasBody
        let object = Object(reading: &self)
        finish(Object.fieldPolicy)
        refuseUnusedParameters(Object.fieldPolicy)
        return failure == nil && issueCount == 0 ? object : nil
    }

    /// Checks that nothing but white space follows the outermost value.
    mutating func finishInput() {
        guard failure == nil else { return }
        skipWhitespace()
        if position < bytes.count { fail("unexpected bytes after the value") }
    }

    /// Moves to a field's value and tells whether there is one; the reader is put back by ``leave(_:)``.
    mutating func locate(_ name: StaticString) -> FieldLocation {
        for index in frame.firstSkipped..<skipped.count where !skipped[index].isClaimed {
            guard matches(skipped[index].key, name) else { continue }
            skipped[index].isClaimed = true
            let end = position
            position = skipped[index].start
            return .earlier(resumingAt: end)
        }
        while frame.isOpen {
            guard let key = nextField() else {
                frame.isOpen = false
                break
            }
            if matches(key, name) { return .here }
            skipped.append(SkippedField(key: key, start: position))
            skipValue()
        }
        return .missing
    }

    private mutating func nextField() -> StringToken? {
        var isFirst = frame.isFirst
        frame.isFirst = false
        return nextKey(isFirst: &isFirst)
    }

    /// Passes over what is left of an object and judges what was not asked for.
    private mutating func finish(_ policy: FieldPolicy) {
        while frame.isOpen, let key = nextField() {
            skipped.append(SkippedField(key: key, start: position))
            skipValue()
        }
        guard failure == nil else { return }
        for field in skipped[frame.firstSkipped...] where !field.isClaimed {
            if let name = names[frame.firstName...].first(where: { matches(field.key, $0) }) {
                note("duplicate", "Must not be given twice.", at: .field(name))
            } else if !policy.ignoresUnknown {
                note("unknown", "Is not a declared field.", at: .key(text(of: field.key)))
            }
        }
        skipped.removeSubrange(frame.firstSkipped...)
        names.removeSubrange(frame.firstName...)
    }
}

/// Where a field's value was found.
enum FieldLocation {
    case here
    case earlier(resumingAt: Int)
    case missing
}
