import Glibc

/// Texts as C takes them: an array of pointers that ends with nil, valid as long as this object lives.
@safe
final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        unsafe pointers = .allocate(capacity: count + 1)
        for (position, text) in texts.enumerated() {
            unsafe (pointers + position).initialize(to: UnsafePointer(strdup(text)))
        }
        unsafe (pointers + count).initialize(to: nil)
    }

    deinit {
        for position in 0..<count { unsafe free(UnsafeMutableRawPointer(mutating: pointers[position])) }
        unsafe pointers.deallocate()
    }
}
