extension SQL {
    /// Tells whether a migration runs the statement on an engine.
    func isFor(_ dialect: Dialect) -> Bool {
        !segments.contains { segment in
            if case .fragment(.only(let only)) = segment { only != dialect } else { false }
        }
    }

    /// Tells whether the statement drops something, be it in an ALTER; what stands in quotation marks does not count.
    func drops(in dialect: Dialect) -> Bool {
        let text = dialect.text(of: self).split(separator: "'", omittingEmptySubsequences: false)
        return text.enumerated().contains { position, part in
            guard position.isMultiple(of: 2) else { return false }
            return part.uppercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "\"" }.contains("DROP")
        }
    }
}
