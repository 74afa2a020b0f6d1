package import Kernel
import Wire

/// Where a request came from: what the tenant log says of it.
package struct RequestOrigin: Sendable {
    /// The address of the person: that of the caller, unless a caller who is trusted to names another.
    package var ip: String?
    /// The address of the caller where the log is to tell it, too.
    package var clientIP: String?
    /// Its `User-Agent` header.
    package var userAgent: String?
    /// Its `Auth0-Client` header, as sent.
    package var auth0Client: String?
    /// The id of the request.
    package var requestID: String

    /// An origin.
    package init(ip: String?, userAgent: String?, auth0Client: String?, requestID: String) {
        self.ip = ip
        self.userAgent = userAgent
        self.auth0Client = auth0Client
        self.requestID = requestID
    }

    /// Writes what is known of the origin into an event.
    package func describe(_ event: inout LogEvent, hostname: String) {
        event.ip = ip
        event.clientIP = clientIP
        event.userAgent = userAgent
        event.hostname = hostname
        event.correlationID = requestID
        // Telemetry of SDKs: base64 of JSON; anything else is not worth a word.
        if let auth0Client, let bytes = Base64.decode(auth0Client, .standard) ?? Base64.decode(auth0Client, .url) {
            event.auth0Client = try? JSONReader.parse(bytes, maximumDepth: 4)
        }
    }
}
