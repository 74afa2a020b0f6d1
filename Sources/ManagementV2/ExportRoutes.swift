import HTTPTypes
package import Management
package import Web

/// The files of exports, at the addresses that their jobs tell: whoever has one needs no token.
///
/// - SeeAlso: Auth0 Management API: `location` of `GET /api/v2/jobs/{id}`.
package struct ExportRoutes: Sendable {
    private static let prefix = "/exports/"

    private let administration: Administration

    /// The routes over the use cases.
    package init(administration: Administration) { self.administration = administration }

    /// The route.
    package var routes: [Route] {
        [Route([.get], Self.prefix, isPrefix: true, errors: .management, handler: respond)]
    }

    @Sendable
    private func respond(_ request: WebRequest) async throws -> WebResponse {
        let context = AdministrationContext(host: request.host, now: request.now, scopes: [])
        let id = String(request.path.dropFirst(Self.prefix.count))
        let file = try await administration.exportedFile(id, query: request.query, context)
        var headers = HTTPFields()
        headers[.contentType] = "application/gzip"
        headers[.contentDisposition] = "attachment; filename=\"\(file.name)\""
        headers[.cacheControl] = "no-store"
        return WebResponse(status: 200, headers: headers, body: file.bytes)
    }
}
