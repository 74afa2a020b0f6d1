import HTTPTypes
import Synchronization
package import Web
import Wire

/// The description of the management API, for whoever asks: it holds nothing of a tenant.
package final class OpenAPIRoutes: Sendable {
    private let written = Mutex<[UInt8]?>(nil)

    /// The routes; the description is written when somebody first asks for it.
    package init() {}

    /// The route.
    package var routes: [Route] {
        [Route([.get], "/api/v2/openapi.json", errors: .management, handler: respond)]
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        let bytes = written.withLock { written in
            if let written { return written }
            var document = OpenAPIDocument()
            let bytes = JSONWriter.encode(document.document())
            written = bytes
            return bytes
        }
        var headers = HTTPFields()
        headers[.contentType] = MediaType.json
        headers[.cacheControl] = "no-cache"
        return WebResponse(status: 200, headers: headers, body: bytes)
    }
}
