import Glibc
import Synchronization

/// A pipe whose reading end never blocks, for tests of what is written.
final class TestPipe: Sendable {
    let writingEnd: Int32
    private let readingEnd: Int32
    private let text = Mutex<[UInt8]>([])
    private let isReading = Mutex(true)

    init() {
        var ends: [Int32] = [-1, -1]
        // pipe fills in the two elements.
        let code = unsafe pipe(&ends)
        precondition(code == 0, "The test needs a pipe; raise the limit of open files.")
        (readingEnd, writingEnd) = (ends[0], ends[1])
        _ = fcntl(readingEnd, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeReader()
        close(writingEnd)
    }

    /// Fills the pipe with empty lines, so that nothing more can be written until it is read.
    func fill() {
        _ = fcntl(writingEnd, F_SETFL, O_NONBLOCK)
        let newlines = [UInt8](repeating: UInt8(ascii: "\n"), count: 4096)
        // write only reads the array.
        while unsafe write(writingEnd, newlines, newlines.count) > 0 {}
    }

    /// Takes what the pipe holds now and returns all complete lines so far.
    func lines() -> [String] {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            // read fills in at most the chunk.
            let count = unsafe read(readingEnd, &chunk, chunk.count)
            guard count > 0 else { break }
            text.withLock { $0.append(contentsOf: chunk[..<count]) }
        }
        let bytes = text.withLock { $0 }
        return bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Ends the reader, as when the process behind a pipe dies.
    func closeReader() {
        isReading.withLock { isReading in
            if isReading { close(readingEnd) }
            isReading = false
        }
    }
}
