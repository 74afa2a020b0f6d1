import HTTPTypes
package import NIOCore
import NIOHTTPTypes
import Synchronization

/// How many requests a server has at a time, and whether they are too many.
///
/// When more arrive than the machine can answer they wait for a thread, each longer than the one before. A bound on how
/// many wait keeps the wait of those that are admitted short; the others learn at once that they had better come later.
package final class AdmissionControl: Sendable {
    /// How many requests of a core wait about a third of a second where each takes a millisecond or two.
    package static let requestsPerCore = 256

    private let limit: Int
    private let requests = Atomic(0)

    /// Admits so many requests at a time.
    package init(limit: Int) { self.limit = limit }

    /// Whether there are more requests than may be.
    package var isOverfull: Bool { requests.load(ordering: .relaxed) > limit }

    /// The counter of one connection.
    package func counter() -> any RemovableChannelHandler & Sendable { AdmissionCounter(self) }

    fileprivate func change(by count: Int) { requests.add(count, ordering: .relaxed) }
}

/// Counts the requests of a connection from their last byte to that of the answer.
///
/// A slow sender is no work yet, and so does not count; nor does a stream of events, once it has begun: it mostly waits,
/// and has bounds of its own.
private final class AdmissionCounter: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let control: AdmissionControl
    /// Only the connection's event loop touches it.
    private var unanswered = 0
    /// Whether the answer under way no longer counts.
    private var isStreaming = false

    init(_ control: AdmissionControl) { self.control = control }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) {
            unanswered += 1
            control.change(by: 1)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.headerFields[.contentType] == MediaType.eventStream && unanswered > 0:
            isStreaming = true
            unanswered -= 1
            control.change(by: -1)
        // A refusal may overtake the end of a body that nobody wants to read.
        case .end where isStreaming: isStreaming = false
        case .end where unanswered > 0:
            unanswered -= 1
            control.change(by: -1)
        default: break
        }
        context.write(data, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        control.change(by: -unanswered)
        unanswered = 0
        context.fireChannelInactive()
    }
}
