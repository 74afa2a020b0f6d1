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

    /// One page of ids that are sorted; what is removed or added between two pages moves nobody.
    ///
    /// - Throws: `APIProblem`, as the other lists do.
    static func page(sorted ids: [String], kind: DocumentKind, _ request: PageRequest) throws -> Page<String> {
        let positioned = ids.map { (position: DocumentPosition(createdAt: Instant(seconds: 0), id: $0), item: $0) }
        return try page(of: positioned, kind: kind, request)
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
