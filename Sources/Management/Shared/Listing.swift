package import Applications
package import Kernel
import Wire

/// Pages over configuration documents, in either style of the management API.
package enum Listing {
    /// How many records the offset style reaches.
    package static let reachOfOffsets = 1000

    /// One page of a query; the transform shapes each document into what the wire shows.
    ///
    /// The total is there for the offset style always: `Link` headers need it without `include_totals`.
    ///
    /// - Throws: `APIProblem` for a page beyond the reach of offsets and for a cursor that no page of this list gave.
    package static func page<Item: Sendable>(
        _ query: DocumentQuery,
        _ request: PageRequest,
        in transaction: some DocumentReading,
        transform: (Document) throws -> Item
    ) throws -> Page<Item> {
        var query = query
        switch request {
        case .offset(let page, let perPage, _):
            let offset = try offset(page: page, perPage: perPage)
            query.offset = offset
            query.limit = perPage
            let documents = perPage > 0 ? try transaction.documents(query) : []
            let isLast = documents.count < perPage && (offset == 0 || !documents.isEmpty)
            let total = isLast ? offset + documents.count : try transaction.countDocuments(query)
            return Page(items: try documents.map(transform), total: total)
        case .checkpoint(let from, let take):
            if let from { query.after = try Cursor(text: from, kind: query.kind).position }
            query.limit = take + 1
            let documents = try transaction.documents(query)
            let shown = documents.prefix(take)
            let next = documents.count > take ? shown.last.map { Cursor(of: $0).text } : nil
            return Page(items: try shown.map(transform), next: next)
        }
    }

    /// One page of what is already at hand, each item with the key its cursor is made of; for lists that a query of
    /// documents cannot express.
    ///
    /// - Throws: `APIProblem`, as above.
    package static func page<Item: Sendable>(
        of items: [(position: DocumentPosition, item: Item)],
        kind: DocumentKind,
        _ request: PageRequest
    ) throws -> Page<Item> {
        switch request {
        case .offset(let page, let perPage, _):
            let offset = try offset(page: page, perPage: perPage)
            return Page(items: items.dropFirst(offset).prefix(perPage).map(\.item), total: items.count)
        case .checkpoint(let from, let take):
            var rest = items[...]
            if let from {
                let last = try Cursor(text: from, kind: kind).position
                rest = rest.drop {
                    ($0.position.createdAt, $0.position.id) <= (last.createdAt, last.id)
                }
            }
            let shown = rest.prefix(take)
            let next = rest.count > take ? shown.last.map { Cursor(kind: kind, position: $0.position).text } : nil
            return Page(items: shown.map(\.item), next: next)
        }
    }

    private static func offset(page: Int, perPage: Int) throws -> Int {
        // Checked before multiplying: a page number may be as large as the machine's integers.
        guard page <= reachOfOffsets, (page + 1) * perPage <= reachOfOffsets else {
            throw APIProblem(
                400,
                "You can only page through the first 1000 records. "
                    + "See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation.",
                code: "invalid_paging"
            )
        }
        return page * perPage
    }
}

/// The opaque `next` of checkpoint pages: which list it is of and where the page before it ended.
package struct Cursor: Sendable {
    /// The kind that the list is of: a cursor of another list is refused.
    package let kind: DocumentKind
    /// The last document of the page before.
    package let position: DocumentPosition

    /// The cursor after a position.
    package init(kind: DocumentKind, position: DocumentPosition) {
        self.kind = kind
        self.position = position
    }

    /// The cursor after a document.
    package init(of document: Document) {
        self.init(
            kind: document.kind,
            position: DocumentPosition(createdAt: document.createdAt, id: document.id)
        )
    }

    /// Reads a cursor of a kind.
    ///
    /// - Throws: `APIProblem` for anything that `text` cannot have answered.
    package init(text: String, kind: DocumentKind) throws(APIProblem) {
        guard let bytes = Base64.decode(text), let plain = String(validating: bytes, as: UTF8.self) else {
            throw Self.invalid
        }
        let parts = plain.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == kind.rawValue, let milliseconds = Int64(parts[1]), !parts[2].isEmpty else {
            throw Self.invalid
        }
        let position = DocumentPosition(createdAt: Instant(milliseconds: milliseconds), id: String(parts[2]))
        self.init(kind: kind, position: position)
        guard self.text == text else { throw Self.invalid }
    }

    /// The cursor as the wire carries it.
    package var text: String {
        Base64.encode(Array("\(kind.rawValue)\n\(position.createdAt.milliseconds)\n\(position.id)".utf8))
    }

    /// The refusal of a cursor that was made up.
    package static let invalid = APIProblem(
        400,
        "The checkpoint ID provided in the 'from' parameter has expired or is invalid, "
            + "please remove the checkpoint ID and try again",
        code: "invalid_query_string"
    )
}
