import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection to a server or sentinel that carries many commands at once.
final class RedisConnection: Sendable {
    /// Where it leads.
    let host: RedisHost
    private let channel: any Channel
    private let pipeline: NIOLoopBound<CommandPipeline>
    private let underWay = Atomic<Int>(0)

    private init(_ host: RedisHost, _ channel: any Channel, _ pipeline: CommandPipeline) {
        self.host = host
        self.channel = channel
        self.pipeline = NIOLoopBound(pipeline, eventLoop: channel.eventLoop)
    }

    /// Connects; with TLS, the first command tells whether the server could prove who it is.
    static func open(
        _ host: RedisHost,
        tls: NIOSSLContext?,
        connectTime: TimeAmount,
        limits: PipelineLimits,
        group: any EventLoopGroup
    ) async throws(RedisFailure) -> RedisConnection {
        do {
            return try await ClientBootstrap(group: group)
                .connectTimeout(connectTime)
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .connect(host: host.name, port: host.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let tls {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: tls, serverHostname: host.serverName)
                            )
                        }
                        let pipeline = CommandPipeline(limits)
                        try channel.pipeline.syncOperations.addHandler(pipeline)
                        return RedisConnection(host, channel, pipeline)
                    }
                }
        } catch {
            throw RedisFailure(.unreachable, "\(host) cannot be reached: \(Self.reason(error))")
        }
    }

    /// Why no address of a host could be connected to, or looked up, in few words.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? NIOConnectionError else { return "\(error)" }
        let reasons = error.connectionErrors.map { "\($0.error)" }
        let lookups = [error.dnsAError, error.dnsAAAAError].compactMap(\.self).map { "\($0)" }
        return (reasons.isEmpty ? lookups : reasons).first ?? "\(error)"
    }

    /// Whether the caller runs on the event loop that works for the connection.
    var isHere: Bool { channel.eventLoop.inEventLoop }

    /// Commands that wait for their answers.
    var load: Int { underWay.load(ordering: .relaxed) }

    /// Sends a command and waits for the answer, which may be a refusal.
    func send(_ command: ByteBuffer) async throws(RedisFailure) -> RESPValue {
        underWay.add(1, ordering: .relaxed)
        defer { underWay.subtract(1, ordering: .relaxed) }
        let answer = await withCheckedContinuation { (continuation: CommandPipeline.Continuation) in
            if isHere { return pipeline.value.send(command, continuation) }
            channel.eventLoop.execute { [pipeline] in pipeline.value.send(command, continuation) }
        }
        return try answer.get()
    }

    /// Takes no more commands, and closes when those under way are answered.
    func shutDown() {
        channel.eventLoop.execute { [pipeline] in pipeline.value.shutDown() }
    }

    /// Returns when the connection has ended.
    func ended() async {
        try? await channel.closeFuture.get()
    }
}

extension RedisHost {
    /// The name to ask for in TLS; an address cannot be asked for, and is compared with the certificate as it is.
    fileprivate var serverName: String? {
        (try? SocketAddress(ipAddress: name, port: port)) == nil ? name : nil
    }
}

extension TimeAmount {
    /// The same time.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
