public import MartletContext
public import MartletDatabase

/// A part of a service that lives as long as the service: a database, a server, workers.
///
/// The kit calls the phases in order: every part is prepared in the order of the assembly, then all run side by side;
/// at the end they drain in reverse order, under one deadline. Each phase is empty by default.
public protocol Component: Sendable {
    /// The part of the databases' schema that the component needs; none by default.
    var migrations: [MigrationSet] { get }

    /// Makes the part ready to run; throwing stops the start.
    func prepare() async throws

    /// Does the part's work until it is drained or cancelled; returning early is fine, throwing stops the service.
    func run() async throws

    /// Finishes what is under way, accepts nothing new, and lets ``run()`` end; gives up at the deadline.
    func drain(until deadline: Deadline) async
}

extension Component {
    /// Nothing.
    public var migrations: [MigrationSet] { [] }

    /// Does nothing.
    public func prepare() async throws {}

    /// Does nothing.
    public func run() async throws {}

    /// Does nothing.
    public func drain(until deadline: Deadline) async {}
}

/// A part that others connect to: it is bound before anything is prepared and refuses politely until all are ready.
public protocol Listener: Component {
    /// Starts to listen and answers that the service is not ready.
    func bind() async throws

    /// Is told why the start takes longer, for those who ask meanwhile.
    func delay(because reason: String) async

    /// Lets requests through; called when every part is prepared.
    func ready() async

    /// The address that clients connect to, for example `http://127.0.0.1:8080`; nil until it is bound.
    var address: String? { get }
}
