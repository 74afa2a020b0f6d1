import Wire

/// A part of a tenant that there is one of: settings, or things that cannot be made or removed.
struct TenantPart: Sendable {
    /// Reads the part, as files tell it; nil where there is nothing to tell.
    typealias Reading = @Sendable (any TenantAPI) async throws -> JSONValue?
    /// What of a file can be done; the members of which something cannot, with the reasons.
    typealias Using = @Sendable (_ wanted: JSONValue, _ present: JSONValue?) -> (part: JSONValue, lacking: [Lack])
    /// What of a member cannot be done, and why.
    typealias Lack = (member: String, reason: String)
    /// Brings a part to what a file says.
    typealias Writing = @Sendable (_ wanted: JSONValue, _ present: JSONValue?, any TenantAPI) async throws -> Void

    /// The key in `tenant.yaml`.
    let key: String
    let read: Reading
    let write: Writing
    /// Why what a file says cannot be done.
    var lacking: @Sendable (_ wanted: JSONValue, _ present: JSONValue?) -> String? = { _, _ in nil }
    /// What of a file can be done, and the members of which something cannot, with the reasons.
    var usable: Using = { wanted, _ in (wanted, []) }

    /// The parts, in the order in which one needs the other.
    static let all: [TenantPart] =
        [TenantParts.rulesConfigs, TenantParts.triggers] + MessageParts.all + PageParts.all + FactorParts.all + [
            ProtectionParts.attackProtection, ProtectionParts.riskAssessment,
            object("supplementalSignals", "/supplemental-signals"), TenantParts.tenant,
        ]

    /// Settings at one address.
    static func object(_ key: String, _ path: String, method: String = "PATCH") -> TenantPart {
        TenantPart(key: key, read: { api in settings(try await api.read(path)) }) { wanted, present, api in
            let changes = (wanted.object ?? [:]).differences(from: present?.object ?? [:])
            guard !changes.isEmpty else { return }
            // What replaces must be whole.
            let body = method == "PUT" ? (present?.object ?? [:]).merging(changes) : changes
            try await api.write(method, path, .object(body))
        }
    }

    /// Things at addresses that end with their names.
    static func named(
        _ key: String,
        by member: String,
        read: @escaping @Sendable (any TenantAPI) async throws -> [JSONObject],
        write: @escaping @Sendable (_ wanted: JSONObject, _ present: JSONObject?, any TenantAPI) async throws -> Void
    ) -> TenantPart {
        TenantPart(
            key: key,
            read: { api in
                let items = try await read(api).map { JSONValue.object($0.inOrder()) }
                return items.isEmpty ? Optional<JSONValue>.none : .array(items)
            },
            write: { wanted, present, api in
                let before = (present?.array ?? []).compactMap(\.object)
                for item in (wanted.array ?? []).compactMap(\.object) {
                    let known = before.first { $0[member] == item[member] }
                    if item.differences(from: known ?? [:]).isEmpty { continue }
                    try await write(item, known, api)
                }
            }
        )
    }

    /// An object in the order of files; nil for none.
    static func settings(_ value: JSONValue) -> JSONValue? {
        guard let object = value.object else { return Optional<JSONValue>.none }
        return .some(.object(object.inOrder()))
    }
}

/// The tenant's settings and what has no family of its own.
enum TenantParts {
    /// Members that are told and not set, or that pages hold.
    private static let apart: Set<String> = [
        "sandbox_version", "sandbox_versions_available", "change_password", "guardian_mfa_page", "error_page",
    ]

    static let tenant = TenantPart(
        key: "tenant",
        read: { api in
            let settings = (try await api.read("/tenants/settings").object ?? [:]).filtered(apart, keeping: false)
            return TenantPart.settings(.object(settings))
        },
        write: { wanted, present, api in
            let changes = (wanted.object ?? [:]).filtered(apart, keeping: false)
                .differences(from: present?.object ?? [:])
            guard !changes.isEmpty else { return }
            try await api.write("PATCH", "/tenants/settings", .object(inMinutes(changes)))
        }
    )

    /// Settings with the lifetimes in minutes that are told as hours with a fraction, which the API does not take.
    private static func inMinutes(_ settings: JSONObject) -> JSONObject {
        JSONObject(
            settings.map { name, value in
                guard name.hasSuffix("session_lifetime"), value.integer == nil, let hours = value.number else {
                    return (name, value)
                }
                return (name + "_in_minutes", .integer(Int64((hours * 60).rounded())))
            }
        )
    }

    /// The values are never told, so a file has them or nothing.
    static let rulesConfigs = TenantPart.named("rulesConfigs", by: "key") { api in
        (try await api.read("/rules-configs").array ?? []).compactMap(\.object)
    } write: { wanted, _, api in
        guard let key = wanted["key"]?.string, let value = wanted["value"] else { return }
        try await api.write("PUT", "/rules-configs/" + PathText.encoded(key), ["value": value])
    }

    static let triggers = TenantPart(
        key: "triggers",
        read: { api in
            var bound = JSONObject()
            let triggers = try await api.read("/actions/triggers")["triggers"]?.array ?? []
            for id in Set(triggers.compactMap { $0["id"]?.string }).sorted() {
                let bindings = try await api.all(path(id), query: "", paging: .numbers)
                guard !bindings.isEmpty else { continue }
                bound[id] = .array(
                    bindings.map { binding in
                        [
                            "action_name": binding["action"]?["name"] ?? "",
                            "display_name": binding["display_name"] ?? "",
                        ]
                    }
                )
            }
            return bound.isEmpty ? Optional<JSONValue>.none : .object(bound)
        },
        write: { wanted, present, api in
            for (id, bindings) in (wanted.object ?? [:]).differences(from: present?.object ?? [:]) {
                let bindings = (bindings.array ?? []).map { binding -> JSONValue in
                    [
                        "ref": ["type": "action_name", "value": binding["action_name"] ?? ""],
                        "display_name": binding["display_name"] ?? binding["action_name"] ?? "",
                    ]
                }
                try await api.write("PATCH", path(id), ["bindings": .array(bindings)])
            }
        }
    )

    private static func path(_ trigger: String) -> String { "/actions/triggers/\(PathText.encoded(trigger))/bindings" }
}
