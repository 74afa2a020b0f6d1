package import HTTPTypes
import Kernel
package import Wire

/// An answer of the gateway's routes.
package struct GatewayResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The header fields.
    package var headers: HTTPFields
    /// The body.
    package var body: [UInt8]

    /// An answer.
    package init(status: Int = 200, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The media type of JSON.
    package static let jsonType = "application/json; charset=utf-8"

    /// An answer of JSON.
    package static func json(_ value: JSONValue, status: Int = 200) -> GatewayResponse {
        json(bytes: JSONWriter.encode(value), status: status)
    }

    /// An answer of JSON that is written already.
    package static func json(bytes: [UInt8], status: Int = 200) -> GatewayResponse {
        GatewayResponse(status: status, headers: [.contentType: jsonType], body: bytes)
    }

    /// A redirect after which the browser asks with `GET`.
    package static func redirect(to location: String) -> GatewayResponse {
        GatewayResponse(status: 302, headers: [.location: location])
    }
}
