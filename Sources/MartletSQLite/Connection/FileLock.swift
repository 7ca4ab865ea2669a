import Glibc
import MartletDatabase

/// The lock that makes one engine the only owner of a database file, held until it is closed or the process ends.
struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Takes the lock of a database file; throws `owned` when another engine holds it.
    init(for path: String) throws {
        let file = path + ".lock"
        let descriptor = unsafe Glibc.open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError(cannotOpen: file, errno) }
        guard Self.lock(descriptor) else {
            let owner = Self.owner(descriptor)
            Glibc.close(descriptor)
            throw DatabaseError(
                .owned,
                "The database file '\(path)' is in use by \(owner); stop that one first, or use it to make changes."
            )
        }
        self.descriptor = descriptor
        ftruncate(descriptor, 0)
        let text = "\(getpid())\n"
        _ = unsafe text.withCString { unsafe pwrite(descriptor, $0, text.utf8.count, 0) }
    }

    /// Runs a closure while nobody else can own a database file; throws `owned` when another engine does.
    static func holding<Success>(_ path: String, _ body: () throws -> Success) throws -> Success {
        let lock = try FileLock(for: path)
        return try lock.held(body)
    }

    private borrowing func held<Success>(_ body: () throws -> Success) rethrows -> Success {
        try body()
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Takes the lock, if it is free within a fifth of a second.
    ///
    /// A process that another thread is just starting has a copy of every descriptor for a moment, also of a lock that
    /// has been given up here.
    private static func lock(_ descriptor: Int32) -> Bool {
        let pause = Condition()
        for _ in 0..<20 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            pause.locked { pause.wait(milliseconds: 10) }
        }
        return false
    }

    private static func owner(_ descriptor: Int32) -> String {
        let text = unsafe String(unsafeUninitializedCapacity: 20) { buffer in
            unsafe max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        guard let process = Int32(text.prefix { $0.isNumber }) else { return "another process" }
        return process == getpid() ? "this process already" : "process \(process)"
    }
}
