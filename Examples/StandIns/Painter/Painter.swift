import Martlet
public import NIOCore
import NIOPosix
import Synchronization

/// Paints a picture from a prompt, in English or Russian: the same picture for the same prompt, with no model at all.
///
/// It looks for words such as sea, city, night, bird or red; a prompt without any becomes a landscape of its own. The
/// work is done on threads that may be kept busy, never on one that answers requests.
public final class Painter: Sendable {
    /// The width and height of a picture, by the aspect ratio that was asked for.
    static let sizes: [String: (width: Int, height: Int)] = [
        "1:1": (512, 512), "4:3": (592, 444), "3:4": (444, 592), "16:9": (688, 387), "9:16": (387, 688),
    ]

    private let underWay = Mutex(0)
    private let capacity: Int

    /// Creates a painter.
    ///
    /// - Parameter capacity: The most pictures that wait or are painted at a time.
    public init(capacity: Int = 32) {
        self.capacity = capacity
    }

    /// Returns a PNG file, 512 by 512 pixels or as many in another aspect ratio; throws a problem when too many wait.
    public func picture(of prompt: String, aspectRatio: String = "1:1") async throws -> ByteBuffer {
        let size = Self.sizes[aspectRatio] ?? (512, 512)
        try underWay.withLock { count in
            guard count < capacity else { throw Problem.unavailable("Too many pictures are being painted.") }
            count += 1
        }
        defer { underWay.withLock { $0 -= 1 } }
        return try await NIOThreadPool.singleton.runIfActive {
            let pixels = Painting.bytes(of: Scene(prompt: prompt), width: size.width, height: size.height)
            return ByteBuffer(bytes: PNG.file(of: pixels, width: size.width, height: size.height))
        }
    }
}
