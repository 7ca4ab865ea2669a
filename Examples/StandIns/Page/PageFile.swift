import HTTPTypes
import Martlet
import NIOCore

/// A file of the chat page, with the address and the media type it has.
struct PageFile: ResponseConvertible {
    /// Every file of the folder `Files`.
    static let all = [
        PageFile("index.html", PackageResources.index_html, "text/html", path: ""),
        PageFile("chat.css", PackageResources.chat_css, "text/css"),
        PageFile("icon.svg", PackageResources.icon_svg, "image/svg+xml"),
        PageFile("main.js", PackageResources.main_js, "text/javascript"),
        PageFile("service.js", PackageResources.service_js, "text/javascript"),
        PageFile("person.js", PackageResources.person_js, "text/javascript"),
        PageFile("log.js", PackageResources.log_js, "text/javascript"),
        PageFile("message.js", PackageResources.message_js, "text/javascript"),
        PageFile("composer.js", PackageResources.composer_js, "text/javascript"),
        PageFile("notices.js", PackageResources.notices_js, "text/javascript"),
        PageFile("texts.js", PackageResources.texts_js, "text/javascript"),
    ]

    /// Own files only, no inline script or style, and no text that becomes markup.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
        require-trusted-types-for 'script'; trusted-types 'none'
        """

    let name: String
    let path: String
    private let mediaType: String
    private let bytes: ByteBuffer

    private init(_ name: String, _ bytes: [UInt8], _ mediaType: String, path: String? = nil) {
        self.name = name
        self.path = path ?? "page/\(name)"
        self.mediaType = "\(mediaType); charset=utf-8"
        self.bytes = ByteBuffer(bytes: bytes)
    }

    func response() -> Response {
        let headers: HTTPFields = [
            .cacheControl: "no-cache", .contentSecurityPolicy: Self.policy, .xContentTypeOptions: "nosniff",
        ]
        return Response(headers: headers, contentType: mediaType, body: bytes)
    }
}
