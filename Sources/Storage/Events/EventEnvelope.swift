package import Kernel
package import Wire

/// What events come in.
///
/// - SeeAlso: CloudEvents 1.0; Auth0: "Event Types".
package enum EventEnvelope {
    /// An event without the stream that tells of it.
    package static func body(
        id: String,
        type: String,
        object: JSONObject,
        tenant: TenantID,
        at moment: Instant
    ) -> JSONObject {
        [
            "id": .string(id), "source": .string("urn:auth0:\(tenant.rawValue)"), "specversion": "1.0",
            "type": .string(type), "time": moment.json, "data": ["object": .object(object)],
            "a0tenant": .string(tenant.rawValue),
        ]
    }

    /// An event as a stream tells of it.
    package static func body(_ body: JSONObject, toldBy stream: String) -> JSONObject {
        var body = body
        body["a0stream"] = .string(stream)
        return body
    }
}
