public import MartletPayload

/// How logs are written.
public struct LogSettings: Sendable {
    /// The lowest level that is written; ``LogLevel/info`` by default.
    public var level: LogLevel

    /// The shape of a line; ``LogFormat/json`` by default.
    public var format: LogFormat

    /// What becomes of personal data; ``PersonalData/hidden`` by default.
    public var personal: PersonalData

    /// The key of the hash that stands in for personal data.
    ///
    /// A random one by default, so that hashes of one person match within a process only. Give every process the same
    /// secret key to follow a person across processes and restarts.
    public var personalKey: Secret<UInt128>

    /// The bytes of lines that may wait for a slow output before new lines are dropped; 4 MiB by default.
    public var bufferLimit: Int

    /// Creates settings; everything left out has its default.
    public init(
        level: LogLevel = .info,
        format: LogFormat = .json,
        personal: PersonalData = .hidden,
        personalKey: Secret<UInt128> = Secret(.random(in: .min ... .max)),
        bufferLimit: Int = 4 << 20
    ) {
        self.level = level
        self.format = format
        self.personal = personal
        self.personalKey = personalKey
        self.bufferLimit = bufferLimit
    }
}
