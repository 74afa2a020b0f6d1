import NIOCore

/// The end of a connection's pipeline: writes commands, hands answers to those who wait, in the order of the commands.
///
/// It lives on the event loop of its channel.
final class CommandPipeline: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Who waits for an answer; nil for a heartbeat, which nobody waits for.
    typealias Continuation = CheckedContinuation<Result<RESPValue, RedisFailure>, Never>

    private struct Waiting {
        let deadline: NIODeadline
        let continuation: Continuation?
    }

    /// Refusals after which a connection is of no more use: the server is not the master, or knows us no more.
    private static let endings: Set<String> = ["READONLY", "MASTERDOWN", "LOADING", "NOAUTH"]

    private let limits: PipelineLimits
    private let heartbeat = RedisCommand("PING").encoded
    private var decoder: RESPDecoder
    private var context: ChannelHandlerContext?
    private var received = ByteBuffer()
    private var waiting = CircularBuffer<Waiting>()
    private var deadline: Scheduled<Void>?
    private var beat: Scheduled<Void>?
    private var willFlush = false
    private var isClosing = false
    private var failure: RedisFailure?

    init(_ limits: PipelineLimits) {
        self.limits = limits
        decoder = RESPDecoder(limits.answer)
    }

    /// Sends a command; the continuation gets its answer or the failure.
    func send(_ command: ByteBuffer, _ continuation: Continuation?) {
        guard let context, failure == nil, !isClosing else {
            continuation?.resume(returning: .failure(failure?.unsent ?? .notConnected))
            return
        }
        guard waiting.count < limits.queue else {
            continuation?.resume(returning: .failure(RedisFailure(.busy, "too many commands wait for Redis")))
            return
        }
        waiting.append(Waiting(deadline: .now() + limits.commandTime, continuation: continuation))
        context.write(wrapOutboundOut(command), promise: nil)
        flushSoon(context)
        watchDeadline(context)
    }

    /// Takes no more commands, and closes when all are answered.
    func shutDown() {
        isClosing = true
        if waiting.isEmpty { context?.close(promise: nil) }
    }

    // Commands that come together leave together.
    private func flushSoon(_ context: ChannelHandlerContext) {
        guard !willFlush else { return }
        willFlush = true
        context.eventLoop.assumeIsolated().execute { [self] in
            willFlush = false
            self.context?.flush()
        }
    }

    // One timer for all: the first in the queue is the first to be late.
    private func watchDeadline(_ context: ChannelHandlerContext) {
        guard deadline == nil, let first = waiting.first else { return }
        deadline = context.eventLoop.assumeIsolated().scheduleTask(deadline: first.deadline) { [self] in
            deadline = nil
            guard let context = self.context, let first = waiting.first else { return }
            if first.deadline <= .now() {
                end(RedisFailure(.timedOut, "Redis does not answer in time"))
            } else {
                watchDeadline(context)
            }
        }
    }

    // A server that vanished while nobody asked it anything is noticed before somebody does.
    private func scheduleBeat(_ context: ChannelHandlerContext) {
        beat = context.eventLoop.assumeIsolated().scheduleTask(in: limits.heartbeat) { [self] in
            guard let context = self.context else { return }
            if waiting.isEmpty { send(heartbeat, nil) }
            scheduleBeat(context)
        }
    }

    /// Fails all that wait and gives the connection up.
    private func end(_ failure: RedisFailure) {
        guard self.failure == nil else { return }
        self.failure = failure
        let unanswered = waiting
        waiting.removeAll()
        for one in unanswered { one.continuation?.resume(returning: .failure(failure)) }
        context?.close(promise: nil)
    }
}

extension CommandPipeline {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        scheduleBeat(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        beat?.cancel()
        deadline?.cancel()
        self.context = nil
        end(.connectionLost)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        var bytes = unwrapInboundIn(data)
        if received.readableBytes == 0 {
            received = bytes
        } else {
            received.discardReadBytes()
            received.writeBuffer(&bytes)
        }
        do {
            while failure == nil, let answer = try decoder.next(from: &received) { deliver(answer) }
        } catch {
            end(RedisFailure(.violation, "Redis sends \(error)"))
        }
        if received.readableBytes == 0 { received = ByteBuffer() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.connectionLost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(RedisFailure(.lost, "the connection to Redis failed: \(error)"))
    }

    private func deliver(_ answer: RESPValue) {
        guard let first = waiting.popFirst() else {
            // A server that is full, or that talks only to its own machine, refuses before it is asked.
            if case .error(let error) = answer { return end(RedisFailure(error)) }
            return end(RedisFailure(.violation, "Redis sends what nobody asked for"))
        }
        first.continuation?.resume(returning: .success(answer))
        if case .error(let error) = answer, Self.endings.contains(error.code) { return end(RedisFailure(error)) }
        if isClosing, waiting.isEmpty { context?.close(promise: nil) }
    }
}

/// What a pipeline of commands may take.
struct PipelineLimits: Sendable {
    var answer = RESPDecoder.Limits()
    /// Commands that wait for answers.
    var queue: Int
    /// From sending a command to its answer.
    var commandTime: TimeAmount
    /// Between looks at a connection that is idle.
    var heartbeat: TimeAmount
}

extension RedisFailure {
    static let connectionLost = RedisFailure(.lost, "the connection to Redis was lost")
    static let notConnected = RedisFailure(.unreachable, "there is no connection to Redis")

    /// The same for a command that was not sent.
    fileprivate var unsent: RedisFailure { RedisFailure(.unreachable, description) }
}
