/// A body that is written piece by piece while the connection lasts, such as a stream of events.
///
/// The next piece is asked for when the last one is on its way: a slow reader has one piece in memory.
package final class StreamedBody: Sendable {
    private let produce: @Sendable () async -> [UInt8]?
    private let release: @Sendable () -> Void

    /// A body.
    ///
    /// - Parameters:
    ///   - release: Called once, when nobody needs the body any more, whether it was written or not.
    ///   - produce: Answers the next piece, or nil at the end.
    package init(release: @escaping @Sendable () -> Void, produce: @escaping @Sendable () async -> [UInt8]?) {
        self.release = release
        self.produce = produce
    }

    deinit { release() }

    /// The next piece; nil at the end.
    package func next() async -> [UInt8]? { await produce() }
}
