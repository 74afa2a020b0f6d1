package import Wire

/// The management API of a tenant, as moving it needs it.
package protocol TenantAPI: Sendable {
    /// The host of the tenant: its management API is `https://HOST/api/v2/`.
    var host: String { get }

    /// Calls an operation; the path is that behind `/api/v2`, the answer null where there is none.
    ///
    /// - Throws: `TenantRefusal` for what the API refuses.
    func call(_ method: String, _ path: String, query: String, body: JSONValue?) async throws -> JSONValue

    /// The credentials of a client with their public keys, which the API does not tell.
    ///
    /// - Throws: `TenantRefusal`.
    func keys(ofClient id: String) async throws -> [JSONObject]

    /// Makes a client that keeps the id and the secret of the request.
    ///
    /// - Throws: `TenantRefusal`.
    func keepClient(_ client: JSONObject) async throws
}

/// What the management API refused.
package struct TenantRefusal: Error, Sendable, CustomStringConvertible {
    /// The HTTP status.
    package let status: Int
    /// The sentence.
    package let message: String

    /// A refusal.
    package init(status: Int, message: String) {
        self.status = status
        self.message = message
    }

    package var description: String { message }
}

extension TenantAPI {
    /// Reads; null where there is nothing.
    func read(_ path: String, query: String = "") async throws -> JSONValue {
        do { return try await call("GET", path, query: query, body: nil) } catch let refusal as TenantRefusal
            where refusal.status == 404
        {
            return .null
        }
    }

    /// Writes.
    @discardableResult
    func write(_ method: String, _ path: String, _ body: JSONValue?) async throws -> JSONValue {
        try await call(method, path, query: "", body: body)
    }

    /// Everything in a list, page by page.
    func all(_ path: String, query: String, paging: Collection.Paging) async throws -> [JSONObject] {
        var items: [JSONObject] = []
        var number = 0
        var next: String?
        repeat {
            var parts = query.isEmpty ? [] : [query]
            switch paging {
            case .none: break
            // No list refuses these.
            case .numbers: parts.append("page=\(number)&per_page=\(Self.pageSize)")
            case .checkpoints: parts.append("take=10" + (next.map { "&from=" + PathText.encoded($0) } ?? ""))
            }
            let answer = try await call("GET", path, query: parts.joined(separator: "&"), body: nil)
            let page = answer.array ?? (answer.object ?? [:]).lazy.compactMap { $0.value.array }.first ?? []
            items += page.compactMap(\.object)
            number += 1
            next = answer["next"]?.string
            let isLast = paging == .numbers ? page.count < Self.pageSize : next == nil
            if paging == .none || isLast { return items }
        } while true
    }

    private static var pageSize: Int { 50 }
}

/// Names within addresses.
enum PathText {
    /// A part of a path or query in which only letters, digits and a few others stand for themselves.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
