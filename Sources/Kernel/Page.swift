/// A slice of a list, by either of the two styles of the management API.
package enum PageRequest: Sendable, Equatable {
    /// `page` (from 0) and `per_page`.
    case offset(page: Int, perPage: Int, includeTotals: Bool)
    /// `from` (nil for the first page) and `take`.
    case checkpoint(from: String?, take: Int)
}

/// What a list answers.
package struct Page<Item: Sendable>: Sendable {
    /// The items of this slice.
    package var items: [Item]
    /// How many there are in all, where the offset style asked for it or needs it.
    package var total: Int?
    /// Where the next slice begins, in the checkpoint style; nil on the last.
    package var next: String?

    /// A slice.
    package init(items: [Item], total: Int? = nil, next: String? = nil) {
        self.items = items
        self.total = total
        self.next = next
    }

    /// The slice with each item changed.
    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), total: total, next: next)
    }
}
