/// Bytes sent as they stand, for requests that no client would send.
enum RawRequest {
    /// Sends the bytes on a connection of their own and returns the status of the answer; 0 when none comes.
    static func status(of text: String, at address: String) async throws -> Int {
        try await RawConnection.with(address) { connection in
            try await connection.send(text)
            let answer = try await connection.read(until: "\r\n")
            return answer.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
    }
}
