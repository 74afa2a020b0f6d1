package import Wire

/// Where a sign-in begins that did not begin at an application: the default login route.
///
/// - SeeAlso: Auth0: "Configure Default Login Routes"; OpenID Connect Core 1.0 §4.
package enum LoginRoute {
    /// The route of an application or, where it has none, or one with a place that nothing fills, the tenant's; nil for
    /// neither.
    package static func of(_ client: Client?, _ settings: TenantSettings, _ places: Places = Places()) -> String? {
        client?.signIn.initiateLoginURI.flatMap(places.filled) ?? settings.defaultRedirectionURI
    }

    /// An address with further parameters; a fragment stays behind them.
    package static func adding(_ parameters: [(name: String, value: String)], to address: String) -> String {
        let base = address.prefix { $0 != "#" }
        let query = parameters.map { "\($0.name)=\(Form.encode($0.value))" }.joined(separator: "&")
        guard !query.isEmpty else { return address }
        return "\(base)\(base.contains("?") ? "&" : "?")\(query)\(address.dropFirst(base.count))"
    }

    /// What stands for the `{…}` of an application's route.
    package struct Places: Sendable {
        private var values: [String: String] = [:]

        /// The places of a request.
        ///
        /// - Parameters:
        ///   - organization: Id, name and metadata of the organization it is about; nil for none.
        ///   - domain: The document of the custom domain that it came to; nil for none.
        package init(
            organization: (id: String, name: String, metadata: JSONObject)? = nil,
            domain: JSONObject? = nil
        ) {
            if let organization {
                values["organization_id"] = organization.id
                values["organization_name"] = organization.name
                add(organization.metadata, as: "organization")
            }
            if let metadata = domain?["domain_metadata"]?.object { add(metadata, as: "custom_domain") }
        }

        /// Only what is called public may show in an address.
        private mutating func add(_ metadata: JSONObject, as owner: String) {
            for (name, value) in metadata where name.hasPrefix("public_") || name.hasPrefix("PUBLIC_") {
                if let text = value.string { values["\(owner).metadata.\(name)"] = text }
            }
        }

        /// A route with its places filled; nil if one of them has no value that may stand in a host.
        func filled(_ route: String) -> String? {
            var result = ""
            var rest = route[...]
            while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
                guard let value = values[String(rest[rest.index(after: start)..<end])], Self.isHost(value) else {
                    return nil
                }
                result += rest[..<start]
                result += value
                rest = rest[rest.index(after: end)...]
            }
            return result + rest
        }

        /// Metadata is not checked when it is written: what could end the host would lead elsewhere.
        private static func isHost(_ text: String) -> Bool {
            let isHost = text.utf8.allSatisfy { byte in
                byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-_.:".utf8.contains(byte)
            }
            return isHost && !text.isEmpty
        }
    }
}
