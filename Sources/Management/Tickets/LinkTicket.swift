import Applications
import Kernel
import Tokens
import Wire

/// A link that is good once: its document is found by the hash of its value, which is kept nowhere.
struct LinkTicket {
    /// The member that says until when it is good.
    private static let expiry = "expires_at"
    private static let lifetime: Int64 = 432_000

    /// The value that the link carries: 32 characters.
    static func newValue(_ random: RandomSource) -> String { random.text(32, from: .base62) }

    /// The document of a new link.
    ///
    /// - Parameter seconds: How long it is good; nil or 0 for five days.
    static func document(
        _ kind: DocumentKind,
        value: String,
        of parent: String,
        _ body: JSONObject,
        seconds: Int64? = nil,
        _ context: AdministrationContext
    ) -> Document {
        var body = body
        let lifetime = seconds.flatMap { $0 > 0 ? $0 : nil } ?? lifetime
        body[expiry] = context.now.adding(seconds: lifetime).json
        return Document(
            tenant: context.tenant,
            kind: kind,
            id: id(value),
            parent: parent,
            body: body,
            createdAt: context.now
        )
    }

    /// The document of a link; nil for one that is used up, too old or made up.
    static func document(
        _ kind: DocumentKind,
        value: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> Document? {
        guard let document = try transaction.document(kind, id: id(value), in: context.tenant),
            let end = document.body[expiry]?.string.flatMap(Instant.init(iso8601:)), end > context.now
        else { return nil }
        return document
    }

    /// Removes the links of a parent that are too old.
    static func sweep(
        _ kind: DocumentKind,
        of parent: String,
        _ context: AdministrationContext,
        _ transaction: some DocumentWriting
    ) throws {
        for document in try transaction.documents(DocumentQuery(kind, in: context.tenant, parent: parent)) {
            let end = document.body[expiry]?.string.flatMap(Instant.init(iso8601:))
            guard end.map({ $0 <= context.now }) ?? true else { continue }
            try transaction.deleteDocument(kind, id: document.id, in: context.tenant)
        }
    }

    /// The id of the document of a value.
    static func id(_ value: String) -> String { Hexadecimal.encode(Digest.sha256(Array(value.utf8))) }
}
