import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Connections to the tenant: kept and used again, with limits of time, and tried again where that does no harm.
package final class TenantConnection: Sendable {
    /// The longest answer that is read, in bytes.
    private static let answerLimit = 16 * 1024 * 1024
    /// Milliseconds to wait before each further attempt.
    private static let pauses = [100, 400]

    private let client: HTTPClient

    /// Connections to the hosts of a configuration.
    ///
    /// - Parameters:
    ///   - addresses: The addresses that will be called; names below `localhost` among them mean this machine.
    ///   - authoritiesFile: The authorities to trust, as PEM; nil for those of the system.
    /// - Throws: `ConfigurationError` if the file cannot be used.
    package init(addresses: [TenantURL], authoritiesFile: String?) throws(ConfigurationError) {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: try Self.tls(authoritiesFile),
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(3), read: .seconds(30))
        )
        // Shorter than servers keep silent connections: what is sent on one that is just being closed is lost.
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = Self.loopbackNames(addresses)
        client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    /// Closes the connections; no request may follow.
    package func close() async { try? await client.shutdown() }

    /// Sends a request.
    ///
    /// One that never arrived is sent again, one that may have arrived only if it is repeatable.
    /// - Throws: `TenantError.unavailable`; any answer is one, whatever its status.
    @Sendable
    package func send(_ call: TenantCall) async throws(TenantError) -> TenantAnswer {
        let deadline = NIODeadline.now() + .seconds(call.timeout)
        for pause in Self.pauses {
            do { return try await attempt(call, until: deadline) } catch {
                let isSafe = Self.neverArrived(error) || call.isRepeatable && Self.wasLost(error)
                guard isSafe, NIODeadline.now() + .milliseconds(Int64(pause)) < deadline,
                    (try? await Task.sleep(for: .milliseconds(pause))) != nil
                else { throw Self.unavailable(call, error) }
            }
        }
        do { return try await attempt(call, until: deadline) } catch { throw Self.unavailable(call, error) }
    }

    private func attempt(_ call: TenantCall, until deadline: NIODeadline) async throws -> TenantAnswer {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method)
        request.headers = HTTPHeaders([("accept", "application/json"), ("user-agent", "latchkey-gateway")])
        for (name, value) in call.headers { request.headers.replaceOrAdd(name: name, value: value) }
        if !call.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: call.body)) }
        let response = try await client.execute(request, deadline: deadline)
        let body = try await response.body.collect(upTo: Self.answerLimit)
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        return TenantAnswer(status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
    }

    /// Whether no byte of a request was sent.
    private static func neverArrived(_ error: any Error) -> Bool {
        switch error {
        case is NIOConnectionError: true
        case let error as HTTPClientError:
            [.connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout].contains(error)
        case let error as IOError: error.errnoCode == ECONNREFUSED
        default: false
        }
    }

    /// Whether the connection ended before the answer came.
    private static func wasLost(_ error: any Error) -> Bool {
        error is IOError || (error as? HTTPClientError) == .remoteConnectionClosed
    }

    private static func unavailable(_ call: TenantCall, _ error: any Error) -> TenantError {
        .unavailable("\(call): \(error)")
    }

    private static func tls(_ authoritiesFile: String?) throws(ConfigurationError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        guard let authoritiesFile else { return configuration }
        do {
            let certificates = try NIOSSLCertificate.fromPEMFile(authoritiesFile)
            guard !certificates.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
            configuration.trustRoots = .certificates(certificates)
        } catch {
            throw ConfigurationError("SSL_CERT_FILE", "names \(authoritiesFile), which holds no certificates")
        }
        return configuration
    }

    /// Names below `localhost`, which are this machine although few resolvers say so.
    ///
    /// - SeeAlso: RFC 6761 §6.3.
    private static func loopbackNames(_ addresses: [TenantURL]) -> [String: String] {
        var names: [String: String] = [:]
        for address in addresses {
            guard let host = URL(string: address.text)?.host(), host.lowercased().hasSuffix(".localhost") else {
                continue
            }
            names[host] = "127.0.0.1"
        }
        return names
    }
}
