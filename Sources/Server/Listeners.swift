import Glibc
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCertificateReloading
import NIOCore
import NIOSSL
import ServiceLifecycle
import Web

/// The servers that listen, each a service of its own.
struct Listeners {
    /// Seconds after which a silent connection is closed, in the middle of a request or between two.
    static let idleTimeout = TimeAmount.seconds(30)

    let options: ServerOptions
    let admission: AdmissionControl
    let logger: Logger

    /// A server of plain HTTP.
    func plain(port: Int, responder: some HTTPResponder<ConnectionContext>, ready: @escaping Ready) -> any Service {
        application(counted, port: port, responder: responder, ready: ready)
    }

    /// A server of plain HTTP for whoever runs this one: it answers in an overload, too.
    func administration(
        port: Int,
        responder: some HTTPResponder<ConnectionContext>,
        ready: @escaping Ready
    ) -> any Service {
        application(.http1(configuration: channel), port: port, responder: responder, ready: ready)
    }

    /// A server of HTTPS and the service that reloads its certificate when the files change.
    ///
    /// - Throws: `StartupError` when the files cannot be used.
    func secure(
        port: Int,
        files: TLSFiles,
        responder: some HTTPResponder<ConnectionContext>,
        ready: @escaping Ready
    ) throws -> [any Service] {
        do {
            let reloader = try TimedCertificateReloader.makeReloaderValidatingSources(
                refreshInterval: .seconds(10),
                certificateSource: .init(location: .file(path: files.certificate), format: .pem),
                privateKeySource: .init(location: .file(path: files.key), format: .pem),
                logger: logger
            )
            var tls = try TLSConfiguration.makeServerConfiguration(certificateReloader: reloader)
            tls.minimumTLSVersion = .tlsv12
            tls.applicationProtocols = ["http/1.1"]
            // Few clients answer a close_notify; a graceful stop would wait for each idle connection's.
            tls.shutdownTimeout = .milliseconds(250)
            let server = try HTTPServerBuilder.tls(counted, tlsConfiguration: tls)
            return [reloader, application(server, port: port, responder: responder, ready: ready)]
        } catch {
            throw StartupError("TLS cannot be set up from \(files.certificate) and \(files.key): \(error)")
        }
    }

    /// Told the port a server really listens on.
    typealias Ready = @Sendable (Int) async -> Void

    private var counted: HTTPServerBuilder {
        var configuration = channel
        let admission = admission
        configuration.additionalChannelHandlers = { [admission.counter()] }
        return HTTPServerBuilder { [configuration] responder in
            OrdinaryConnections(base: HTTP1Channel(responder: responder, configuration: configuration))
        }
    }

    private var channel: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: Self.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 * 1024,
                maxHeaderListSize: 64 * 1024,
                maxHeaderFieldCount: 100
            )
        )
    }

    private func application(
        _ server: HTTPServerBuilder,
        port: Int,
        responder: some HTTPResponder<ConnectionContext>,
        ready: @escaping Ready
    ) -> any Service {
        let application = Application(
            responder: responder,
            server: server,
            configuration: .init(address: .hostname(options.host, port: port), serverName: nil, backlog: 1024),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? port) },
            logger: logger
        )
        return PortService(application: application, port: port)
    }
}

/// A server that says which port it could not open.
private struct PortService<Application: Service>: Service {
    let application: Application
    let port: Int

    func run() async throws {
        // Connections are accepted above the priority at which they are answered, so that in an overload those that come
        // are refused, rather than left waiting for the system to try again.
        let listening = Task(priority: .high) { try await application.run() }
        do {
            try await withTaskCancellationHandler {
                try await listening.value
            } onCancel: {
                listening.cancel()
            }
        } catch let error as IOError {
            throw StartupError("Port \(port) cannot be opened: \(String(cString: strerror(error.errnoCode))).")
        }
    }
}

/// Connections that are served at the ordinary priority, whatever that of their listener.
private struct OrdinaryConnections<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        let (served, end) = AsyncStream<Never>.makeStream()
        let serving = Task(priority: .medium) {
            await base.handle(value: value, logger: logger)
            end.finish()
        }
        // Whoever awaits a task's value lends it their priority; the end of a stream lends nothing.
        await withTaskCancellationHandler {
            for await _ in served {}
        } onCancel: {
            serving.cancel()
        }
    }
}
