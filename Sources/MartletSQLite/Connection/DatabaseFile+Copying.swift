import Glibc
import MartletDatabase

extension DatabaseFile {
    /// Copies a file into a new one, for this user only.
    static func copy(_ source: String, to destination: String) throws {
        let input = unsafe Glibc.open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw DatabaseError(cannotRead: source, errno) }
        defer { Glibc.close(input) }
        let output = unsafe Glibc.open(destination, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw DatabaseError(cannotOpen: destination, errno) }
        defer { Glibc.close(output) }
        try unsafe withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = unsafe Glibc.read(input, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw DatabaseError(cannotRead: source, errno) }
                guard count > 0 else { break }
                try unsafe write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: output, destination)
            }
        }
    }

    /// Lends a closure the descriptor of a file, or of a directory.
    static func withDescriptor(of path: String, _ body: (Int32) throws -> Void) throws {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DatabaseError(cannotOpen: path, errno) }
        defer { Glibc.close(descriptor) }
        try body(descriptor)
    }

    /// Gives a file a second name; throws where that name is taken.
    static func link(_ path: String, as name: String) throws {
        guard unsafe Glibc.link(path, name) == 0 else { throw DatabaseError(cannotOpen: name, errno) }
    }

    /// Gives a file another name, in place of the file that has it.
    static func rename(_ path: String, to name: String) throws {
        guard unsafe Glibc.rename(path, name) == 0 else { throw DatabaseError(cannotOpen: name, errno) }
    }

    /// Removes a file if it is there.
    static func remove(_ path: String) {
        unsafe Glibc.unlink(path)
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to output: Int32, _ path: String) throws {
        var rest = unsafe bytes
        while unsafe !rest.isEmpty {
            let count = unsafe Glibc.write(output, rest.baseAddress, rest.count)
            guard count > 0 else { throw DatabaseError(cannotOpen: path, errno) }
            unsafe rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

extension DatabaseError {
    /// The system refused to read a file.
    fileprivate init(cannotRead path: String, _ code: Int32) {
        let reason = unsafe String(cString: strerror(code))
        self.init(.connection, "'\(path)' cannot be read (\(reason)); check the path and the rights.")
    }
}
