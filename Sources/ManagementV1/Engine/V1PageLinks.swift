import Applications
import HTTPTypes
import Kernel
import Management
import Tokens
import Web
import Wire

/// Links to the next page of a list.
///
/// For five minutes each opens itself: no token stands in it.
///
/// - SeeAlso: RFC 8288; Auth0 Management API v1: paging, whose links carried a Hawk bewit.
struct V1PageLinks: Sendable {
    /// The parameter that opens a link.
    static let parameter = "bewit"
    private static let lifetime: Int64 = 300
    /// Parameters that do not pass from one page to the next.
    private static let dropped: Set<String> = ["access_token", "page", "per_page", parameter]

    private let key: [UInt8]

    /// Links under a key of their own, made of one that every node knows.
    init(key: [UInt8]) { self.key = Digest.hmacSHA256(Array("management v1 page links".utf8), key: key) }

    /// The value of the `Link` header that leads to a page.
    func next(page: String, perPage: Int, of request: WebRequest, query: Form, _ caller: V1Caller) -> String {
        let kept = query.parameters.filter { !Self.dropped.contains($0.name) }
        let parameters = kept + [(name: "per_page", value: String(perPage)), (name: "page", value: page)]
        let text = parameters.map { "\(Form.encode($0.name))=\(Form.encode($0.value))" }.joined(separator: "&")
        let expiry = request.now.seconds + Self.lifetime
        let proof = proof(caller.clientID, expiry, path: request.path, query: text, request)
        let ticket = Base64.encode(Array("\(caller.clientID)\\\(expiry)\\\(proof)".utf8))
        let base = "\(request.host.scheme)://\(request.host.authority)\(request.path)"
        return "<\(base)?\(text)&\(Self.parameter)=\(ticket)>; rel=\"next\""
    }

    /// The client for whom a link was made; nil for one that was changed, has expired, or does more than read.
    func client(_ ticket: String, of request: WebRequest) -> String? {
        guard request.method == .get || request.method == .head, let bytes = Base64.decode(ticket) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\\").map(String.init)
        guard parts.count == 3, let expiry = Int64(parts[1]), request.now.seconds < expiry else { return nil }
        let query = request.query.split(separator: "&").filter { !$0.hasPrefix("\(Self.parameter)=") }
            .joined(separator: "&")
        let expected = proof(parts[0], expiry, path: request.path, query: query, request)
        return equalInConstantTime(Array(expected.utf8), Array(parts[2].utf8)) ? parts[0] : nil
    }

    private func proof(_ client: String, _ expiry: Int64, path: String, query: String, _ request: WebRequest) -> String
    {
        let text = [request.host.tenant.rawValue, client, String(expiry), path, query].joined(separator: "\n")
        return Base64.encode(Digest.hmacSHA256(Array(text.utf8), key: key))
    }
}

extension V1PageLinks: CustomStringConvertible {
    var description: String { "links ‹redacted›" }
}
