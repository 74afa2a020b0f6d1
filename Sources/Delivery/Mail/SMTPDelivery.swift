import CCurl
import Kernel
import Wire

/// One mail on its way to a server.
///
/// - SeeAlso: RFC 5321; RFC 3207.
struct SMTPDelivery: Sendable {
    let server: SMTPServer
    let from: Mailbox
    let recipient: String
    /// The message with its header.
    let message: [UInt8]
    /// The file of authorities that are trusted; nil for the system's.
    let authorities: String?
    /// How the conversation is encrypted, if not as the server's place in the network suggests.
    var encryption: SMTPServer.Encryption?
    /// How long a connection may take to come about until the server's greeting, in seconds.
    var connectTimeout = 10
    /// How long all of the conversation may take, in seconds.
    var timeout = 30

    /// Sends it.
    ///
    /// - Throws: `MailProvider.Failure`.
    func send() async throws {
        do { try await TransferThread.run { try perform() } } catch let failure as CurlRequest.Failure {
            throw MailProvider.Failure(
                "SMTP \(server.host):\(server.port): \(failure)",
                isWorthTrying: Self.isWorthTrying(failure)
            )
        }
    }

    private func perform() throws(CurlRequest.Failure) {
        guard let addresses = Resolver.addresses(of: server.host), !addresses.isEmpty else {
            throw CurlRequest.Failure("the host has no address")
        }
        let encryption = encryption ?? server.encryption(isPrivate: addresses.allSatisfy(\.isPrivate))
        let scheme = encryption == .fromTheStart ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        var request = try CurlRequest()
        // Behind the host stands how we call ourselves.
        request.set(CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(clientName)")
        request.set(CURLOPT_RESOLVE, ["\(server.host):\(server.port):\(addresses.map(\.text).joined(separator: ","))"])
        request.set(CURLOPT_USE_SSL, Int((encryption == .ifOffered ? CURLUSESSL_TRY : CURLUSESSL_ALL).rawValue))
        if let authorities { request.set(CURLOPT_CAINFO, authorities) }
        if !server.user.isEmpty {
            request.set(CURLOPT_USERNAME, server.user)
            request.set(CURLOPT_PASSWORD, server.password.exposed)
        }
        request.set(CURLOPT_CONNECTTIMEOUT, connectTimeout)
        request.set(CURLOPT_TIMEOUT, timeout)
        request.set(CURLOPT_MAIL_FROM, "<\(from.address)>")
        request.set(CURLOPT_MAIL_RCPT, ["<\(recipient)>"])
        request.set(CURLOPT_UPLOAD, 1)
        request.set(CURLOPT_INFILESIZE, message.count)
        _ = try request.perform(upload: message, answerLimit: 1_024)
    }

    /// The name that `EHLO` gives: the sender's domain, if it is one.
    private var clientName: String {
        let domain = from.domain
        let isName = domain.utf8.allSatisfy { byte in
            byte.isDigit || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        }
        return isName ? domain : "localhost"
    }

    /// Whether another try may go better: a server that says no for good is believed, except about our password, which
    /// somebody may correct.
    private static func isWorthTrying(_ failure: CurlRequest.Failure) -> Bool {
        if failure.isLoginRefused || [530, 534, 535, 538].contains(failure.status) { return true }
        return !(500..<600).contains(failure.status)
    }
}
