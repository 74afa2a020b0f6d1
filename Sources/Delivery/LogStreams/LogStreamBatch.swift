import Applications

/// The next events of a log that one post carries to a stream.
struct LogStreamBatch {
    /// How many events are looked at for a batch.
    static let limit = 100
    /// How long a body may be, in bytes, unless one event alone is longer: many receivers take no more than 100 KiB.
    private static let byteLimit = 96 * 1024

    /// What to post; nil where the stream wants none of the events.
    let body: [UInt8]?
    /// How many events it holds.
    let count: Int
    /// The id of the last event that is in it or was passed over; nil where there was none.
    let last: String?
    /// Whether the log may go on behind it.
    let mayContinue: Bool

    /// A batch of the events that come next, as many as fit.
    init(_ events: [LogRecord], for webhook: LogStreamWebhook) {
        var envelopes: [[UInt8]] = []
        var (bytes, taken) = (0, 0)
        for event in events {
            if webhook.wants(event) {
                let envelope = webhook.envelope(event)
                guard envelopes.isEmpty || bytes + envelope.count < Self.byteLimit else { break }
                bytes += envelope.count + 1
                envelopes.append(envelope)
            }
            taken += 1
        }
        body = envelopes.isEmpty ? nil : webhook.body(envelopes)
        count = envelopes.count
        last = taken == 0 ? nil : events[taken - 1].id
        mayContinue = taken < events.count || events.count == Self.limit
    }
}
