import Applications
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Storage
import Web
import Wire

/// The port for operators: health, readiness, metrics, and the mails that were not sent.
///
/// It has no tenants and no authentication; it belongs on loopback or a private network.
struct AdminDoor: HTTPResponder {
    typealias Context = ConnectionContext

    let storage: any Storage
    let metrics: MetricsPage
    /// Whether every port of the server is open: this one may be before the others.
    let isOpen: @Sendable () async -> Bool

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let isMailbox = request.uri.path == "/dev/mailbox"
        guard request.method == .get || request.method == .head || (isMailbox && request.method == .delete) else {
            return answer(.methodNotAllowed, "method not allowed\n")
        }
        switch request.uri.path {
        case "/dev/mailbox": return try await Mailbox(storage: storage).respond(to: request)
        case "/healthz": return answer(.ok, "ok\n")
        case "/readyz": return await readiness()
        case "/metrics":
            return answer(.ok, metrics.render(), type: "text/plain; version=0.0.4; charset=utf-8")
        default: return answer(.notFound, "not found\n")
        }
    }

    /// Ready when every port is open and the database answers; it was migrated before.
    private func readiness() async -> Response {
        guard await isOpen() else { return answer(.serviceUnavailable, "not every port is open yet\n") }
        do {
            _ = try await storage.read { try $0.tenant(.default) }
            return answer(.ok, "ready\n")
        } catch {
            return answer(.serviceUnavailable, "the database does not answer\n")
        }
    }

    private func answer(
        _ status: HTTPResponse.Status,
        _ text: String,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
