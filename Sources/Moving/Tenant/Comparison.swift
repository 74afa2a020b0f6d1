import Wire

extension JSONValue {
    /// Whether two values say the same; the order of members says nothing, and neither does a member that is null.
    func saysTheSame(as other: JSONValue) -> Bool {
        switch (self, other) {
        case (.object(let one), .object(let two)):
            Set(one.keys).union(two.keys).allSatisfy { (one[$0] ?? .null).saysTheSame(as: two[$0] ?? .null) }
        case (.array(let one), .array(let two)):
            one.count == two.count && zip(one, two).allSatisfy { $0.saysTheSame(as: $1) }
        default: number != nil ? number == other.number : self == other
        }
    }

    /// The value with its strings replaced, those of the named members alone if names are given.
    func mapStrings(in members: Set<String>? = nil, _ transform: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): members == nil ? .string(transform(text)) : self
        case .array(let items): .array(items.map { $0.mapStrings(in: members, transform) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map { name, value in
                        let isNamed = members?.contains(name) ?? true
                        return (name, value.mapStrings(in: isNamed ? nil : members, transform))
                    }
                )
            )
        default: self
        }
    }
}

extension JSONObject {
    /// The members that differ from those of another object.
    func differences(from other: JSONObject) -> JSONObject {
        JSONObject(filter { !$0.value.saysTheSame(as: other[$0.name] ?? .null) }.map { ($0.name, $0.value) })
    }

    /// The object with what names it first and the other members in the order of the alphabet.
    func inOrder() -> JSONObject {
        let first = ["name", "client_id", "audience", "template", "identifier", "strategy", "script", "stage"]
        let names = first.filter(contains) + keys.filter { !first.contains($0) }.sorted()
        return JSONObject(names.compactMap { name in self[name].map { (name, $0) } })
    }
}

/// What must not stand in files unless somebody asks for it.
enum Secrets {
    private static let names: Set<String> = [
        "client_secret", "app_secret", "auth_token", "twilio_token", "aws_secret_access_key", "secretAccessKey",
        "api_key", "apiKey", "smtp_pass", "bind_password", "password", "token", "header_value", "httpAuthorization",
        "splunkToken", "datadogApiKey", "mixpanelServiceAccountPassword", "segmentWriteKey", "signing_key",
        "decryptionKey", "privateKey", "accessToken", "connectionString", "p12", "server_key", "integration_key",
        "server_credentials",
    ]
    private static let objects: Set<String> = ["credentials", "setup", "signing_keys"]
    /// What a connection's `configuration` holds is for its scripts alone; that of other things says where they lead.
    private static let ofOptions: Set<String> = ["configuration"]

    private static func without(_ object: JSONObject, in parent: String?) -> JSONObject {
        let objects = parent == "options" ? objects.union(ofOptions) : objects
        return JSONObject(
            object.filter { member in
                !(names.contains(member.name) && member.value.string != nil)
                    && !(objects.contains(member.name) && member.value.object != nil)
            }.map { ($0.name, without($0.value, in: $0.name)) }
        )
    }

    /// The value without secrets at any depth; `parent` is the member it was found in.
    static func without(_ value: JSONValue, in parent: String? = nil) -> JSONValue {
        switch value {
        case .object(let members): .object(without(members, in: parent))
        case .array(let items): .array(items.map { without($0) })
        default: value
        }
    }
}
