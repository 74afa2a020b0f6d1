package import Wire

/// One request to the tenant.
package struct TenantCall: Sendable {
    /// The method, in capitals.
    package let method: String
    /// The address.
    package let url: String
    /// The header fields.
    package var headers: [(name: String, value: String)]
    /// The body; empty if there is none.
    package let body: [UInt8]
    /// Whether it may be sent again after it may have arrived: it reads, or doing it twice does no harm.
    package let isRepeatable: Bool
    /// How long it may take, all attempts together, in seconds.
    package let timeout: Int64

    /// A request.
    package init(
        _ method: String,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        isRepeatable: Bool? = nil,
        timeout: Int64 = 15
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.isRepeatable = isRepeatable ?? (method == "GET")
        self.timeout = timeout
    }

    /// A form that is posted.
    package static func post(
        form fields: [(name: String, value: String)],
        to url: String,
        headers: [(name: String, value: String)] = [],
        isRepeatable: Bool = false
    ) -> TenantCall {
        let body = fields.map { "\(Form.encode($0.name))=\(Form.encode($0.value))" }.joined(separator: "&")
        return TenantCall(
            "POST",
            url,
            headers: [("content-type", "application/x-www-form-urlencoded")] + headers,
            body: Array(body.utf8),
            isRepeatable: isRepeatable
        )
    }

    /// A JSON object that is sent.
    package static func json(
        _ method: String,
        _ url: String,
        _ object: JSONObject,
        headers: [(name: String, value: String)] = []
    ) -> TenantCall {
        TenantCall(
            method,
            url,
            headers: [("content-type", "application/json")] + headers,
            body: JSONWriter.encode(object)
        )
    }
}

extension TenantCall: CustomStringConvertible, CustomReflectable {
    // Headers and bodies carry credentials: they stay out of logs.
    package var description: String { "\(method) \(url.prefix { $0 != "?" })" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// What the tenant answered.
package struct TenantAnswer: Sendable {
    /// The HTTP status.
    package let status: Int
    /// The header fields, their names in lower case.
    package let headers: [String: String]
    /// The body.
    package let body: [UInt8]

    /// An answer.
    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as a JSON object; nil if it is none.
    package var json: JSONObject? { (try? JSONReader.parse(body))?.object }

    /// The refusal that the answer is: as the tenant words it, in either of its two envelopes.
    package var refusal: TenantError {
        if status >= 500 { return .unavailable("it answered \(status)") }
        let error = json
        return .refused(
            status: status,
            error: error?["errorCode"]?.string ?? error?["error"]?.string ?? error?["code"]?.string ?? "",
            description: error?["error_description"]?.string ?? error?["message"]?.string
                ?? error?["description"]?.string ?? ""
        )
    }
}

/// Sends a request to the tenant.
package typealias TenantExchange = @Sendable (TenantCall) async throws(TenantError) -> TenantAnswer
