import Glibc

/// Why a call of the system failed, in its own words.
package struct SystemFailure: CustomStringConvertible {
    private let code: CInt

    /// Takes what the system left in `errno`.
    package init(code: CInt) {
        self.code = code
    }

    /// For example `Connection refused (errno 111)`.
    package var description: String {
        "\(unsafe String(cString: strerror(code))) (errno \(code))"
    }
}
