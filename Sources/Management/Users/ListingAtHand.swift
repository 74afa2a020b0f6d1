import Applications
import Kernel

/// Pages of lists that are at hand.
extension Listing {
    /// One page of a list that is at hand in an order of its own; cursors count its items.
    ///
    /// - Throws: `APIProblem`, as the other lists do.
    static func page<Item: Sendable>(
        numbered items: [Item],
        kind: DocumentKind,
        _ request: PageRequest
    ) throws -> Page<Item> {
        let positioned = items.enumerated().map { number, item in
            (position: DocumentPosition(createdAt: Instant(milliseconds: Int64(number)), id: "item"), item: item)
        }
        return try page(of: positioned, kind: kind, request)
    }

    /// One page of ids in an order of their own; a cursor names the last id, so that what is removed or added between two
    /// pages moves nobody.
    ///
    /// - Throws: `APIProblem`, as the other lists do.
    static func page(ids: [String], kind: DocumentKind, _ request: PageRequest) throws -> Page<String> {
        guard case .checkpoint(let from, let take) = request else {
            return try page(numbered: ids, kind: kind, request)
        }
        var rest = ids[...]
        if let from {
            let last = try Cursor(text: from, kind: kind).position
            // Whoever is gone left a hole where they were.
            let place = ids.firstIndex(of: last.id) ?? Int(clamping: last.createdAt.milliseconds) - 1
            rest = rest.dropFirst(max(place + 1, 0))
        }
        let shown = rest.prefix(take)
        guard shown.count < rest.count, let last = shown.last else { return Page(items: Array(shown)) }
        let place = Instant(milliseconds: Int64(shown.endIndex - 1))
        let position = DocumentPosition(createdAt: place, id: last)
        return Page(items: Array(shown), next: Cursor(kind: kind, position: position).text)
    }

    /// One page of what is at hand with the newest first.
    ///
    /// - Throws: `APIProblem`, as the other lists do.
    static func page<Item: Sendable>(
        newestFirst items: [(moment: Instant, id: String, item: Item)],
        _ request: PageRequest
    ) throws -> Page<Item> {
        // Cursors go upwards, so the latest moment is made the smallest.
        let positioned = items.map { moment, id, item in
            let place = Instant(milliseconds: -moment.milliseconds)
            return (position: DocumentPosition(createdAt: place, id: id), item: item)
        }
        let sorted = positioned.sorted {
            ($0.position.createdAt, $0.position.id) < ($1.position.createdAt, $1.position.id)
        }
        return try page(of: sorted, kind: newest, request)
    }

    /// The kind that cursors of such lists carry.
    private static let newest = DocumentKind(rawValue: "newest_first")
}

extension PageRequest {
    /// Whether the answer is to say how many items there are in all.
    var wantsTotal: Bool {
        if case .offset(_, _, true) = self { return true }
        return false
    }
}
