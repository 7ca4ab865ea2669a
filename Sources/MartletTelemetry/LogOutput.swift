import Glibc
public import Logging
import MartletContext
import MartletPayload

/// Makes loggers that write structured, redacted lines to one place.
///
/// An output is a value of the composition root, not a global: pass its loggers on through `Context.current.logger`, and
/// hand ``makeHandler(label:)`` to `LoggingSystem.bootstrap` only for libraries that make loggers of their own. A test
/// gives every case an output of its own over a ``LogCapture``.
///
/// Logging never waits for the output. Lines go into a bounded buffer that a thread of the output's own writes; while a
/// reader stands still and the buffer is full, new lines are dropped and counted (``droppedLines``), and the next line
/// that gets through is followed by a `log_lines_dropped` record. Call ``flush(within:)`` at the end of the shutdown, and
/// ``flushBlocking(within:)`` before an exit in an emergency. A crash loses what the thread had no time to write, which is
/// a few milliseconds' worth while the reader keeps up.
public final class LogOutput: Sendable {
    /// The redactor every line passes; register secrets here.
    public let redactor: Redactor

    private let sink: any LineSink
    private let format: any LineFormat
    private let scrubber: FieldScrubber
    private let level: LogLevel

    /// Creates an output that writes to a file descriptor and starts its thread.
    ///
    /// The descriptor stays the caller's. Colours are used in the console format when the descriptor is a terminal. The
    /// standard error is the default, because the standard output belongs to the results of commands.
    public convenience init(
        _ settings: LogSettings,
        descriptor: Int32 = 2,
        redactor: Redactor = Redactor()
    ) throws(TelemetryError) {
        let sink = try DescriptorSink(descriptor: descriptor, bufferLimit: settings.bufferLimit)
        self.init(settings, sink: sink, isTerminal: isatty(descriptor) == 1, redactor: redactor)
    }

    /// Creates an output that keeps its lines in memory.
    public convenience init(_ settings: LogSettings, capture: LogCapture, redactor: Redactor = Redactor()) {
        self.init(settings, sink: capture, isTerminal: false, redactor: redactor)
    }

    init(_ settings: LogSettings, sink: any LineSink, isTerminal: Bool, redactor: Redactor) {
        self.redactor = redactor
        self.sink = sink
        scrubber = FieldScrubber(redactor: redactor, personal: settings.personal, key: settings.personalKey.reveal())
        level = settings.level
        format =
            switch settings.format {
            case .json: JSONLineFormat()
            case .console: ConsoleLineFormat(hasColours: isTerminal)
            }
    }

    deinit {
        sink.close()
    }

    /// Makes a logger.
    public func makeLogger(label: String) -> Logger {
        Logger(label: label) { _ in makeHandler(label: label) }
    }

    /// Makes the handler behind a logger.
    public func makeHandler(label: String) -> any LogHandler {
        LineLogHandler(label: label, level: level.threshold, output: self)
    }

    /// The lines lost so far because the buffer was full or the output was gone.
    public var droppedLines: UInt64 {
        sink.droppedLines
    }

    /// Waits until every line logged so far is written; false when the time is up first or the output is gone.
    public func flush(within limit: Duration) async -> Bool {
        await sink.flush(within: limit)
    }

    /// Blocks the thread until every line logged so far is written; false as ``flush(within:)`` is.
    ///
    /// For the last moment before an exit, on a thread that may block.
    @available(*, noasync, message: "Use flush(within:) in asynchronous code.")
    public func flushBlocking(within limit: Duration) -> Bool {
        sink.flushBlocking(within: limit)
    }

    func write(_ record: LogRecord) {
        guard case .accepted(let lost) = sink.accept(line(record)), lost > 0 else { return }
        let report = LogRecord(
            timestamp: record.timestamp,
            level: .warning,
            logger: "martlet.telemetry",
            event: "log_lines_dropped",
            fields: [("lines", .stringConvertible(lost))]
        )
        _ = sink.accept(line(report))
    }

    private func line(_ record: LogRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        format.append(record, scrubber: scrubber, to: &bytes)
        return bytes
    }
}
