import Applications
import Kernel
import Wire

/// How custom domains are kept and shown.
enum CustomDomainRules {
    /// The refusal of a host that someone has.
    static let taken = APIProblem(409, "Custom domain already exists.")

    private static let order = [
        "custom_domain_id", "domain", "primary", "is_default", "status", "type", "origin_domain_name", "verification",
        "custom_client_ip_header", "tls_policy", "domain_metadata", "certificate", "created_at",
        "relying_party_identifier",
    ]

    /// A domain of the tenant.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ id: String, _ tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let document = try transaction.document(.customDomain, id: id, in: tenant) else {
            throw APIProblem(404, "The custom domain \(id) does not exist", code: "inexistent_custom_domain")
        }
        return document
    }

    /// The members of a new domain.
    static func newBody(
        _ body: JSONObject,
        id: String,
        domain: String,
        proof: String,
        isFirst: Bool,
        _ context: AdministrationContext
    ) -> JSONObject {
        var members = Patching.withoutNulls(body)
        let isManaged = members["type"]?.string == "auth0_managed_certs"
        // A managed certificate needs the host to lead here; one that the customer manages needs a proof of ownership.
        let method: JSONValue =
            isManaged && members["verification_method"] == nil
            ? ["name": "CNAME", "record": .string(context.host.name), "domain": .string(domain)]
            : ["name": "TXT", "record": .string(proof), "domain": .string("_cf-custom-hostname.\(domain)")]
        members["verification_method"] = nil
        members["custom_domain_id"] = .string(id)
        members["domain"] = .string(domain)
        members["primary"] = .bool(isFirst)
        members["is_default"] = false
        members["status"] = "pending_verification"
        members["verification"] = ["methods": [method], "status": "pending"]
        if members["tls_policy"] == nil { members["tls_policy"] = "recommended" }
        members["created_at"] = context.now.json
        return members
    }

    /// A domain as the wire shows it.
    static func shown(_ body: JSONObject) -> JSONObject { body.inOrder(of: order) }

    /// A domain as the answer to its making shows it: verification has not begun.
    static func created(_ body: JSONObject) -> JSONObject {
        var body = body
        var verification = body["verification"]?.object ?? [:]
        verification["status"] = nil
        body["verification"] = .object(verification)
        return shown(body)
    }

    /// Whether a domain's host leads to the tenant.
    static func isReady(_ body: JSONObject) -> Bool { body["status"]?.string == "ready" }

    /// Whether links in mails are made with a domain.
    static func isDefault(_ body: JSONObject) -> Bool { body["is_default"]?.bool ?? false }

    /// The keys that a domain is found by.
    static func keys(_ domain: String) -> [DocumentKey] { [.unique("domain", domain)] }
}

/// The `q` and `sort` of a list of custom domains: `member:value` pairs that must all match.
struct CustomDomainSearch {
    private var pairs: [(path: [String], value: String)] = []
    private var sort: (member: String, isDescending: Bool)?

    private static let members: Set<String> = ["domain", "status", "type", "is_default", "primary", "domain_metadata"]

    /// Reads a search.
    ///
    /// - Throws: `APIProblem` 400.
    init(q: String?, sort: String?) throws(APIProblem) {
        for pair in (q ?? "").split(separator: " ") where pair != "AND" {
            let parts = pair.split(separator: ":", maxSplits: 1)
            let path = parts.first.map { $0.split(separator: ".", maxSplits: 1).map(String.init) } ?? []
            guard parts.count == 2, let first = path.first, Self.members.contains(first) else {
                throw APIProblem(
                    400,
                    "The query cannot be understood: '\(pair)' is not a pair of a member and a value.",
                    code: "invalid_query_string"
                )
            }
            pairs.append((path, parts[1].filter { $0 != "\"" }))
        }
        guard let sort else { return }
        let parts = sort.split(separator: ":")
        guard parts.count == 2, ["domain", "created_at"].contains(parts[0]), ["1", "-1"].contains(parts[1]) else {
            throw APIProblem(
                400,
                "Query validation error: 'Invalid value \"\(sort)\"' on property sort.",
                code: "invalid_query_string"
            )
        }
        self.sort = (String(parts[0]), parts[1] == "-1")
    }

    /// The documents that match, in order.
    func apply(_ documents: [Document]) -> [Document] {
        let found = documents.filter { document in
            pairs.allSatisfy { Self.text(document.body, $0.path) == $0.value }
        }
        guard let sort else { return found }
        let ordered = found.sorted {
            (Self.text($0.body, [sort.member]) ?? "") < (Self.text($1.body, [sort.member]) ?? "")
        }
        return sort.isDescending ? ordered.reversed() : ordered
    }

    private static func text(_ body: JSONObject, _ path: [String]) -> String? {
        var value: JSONValue? = .object(body)
        for name in path { value = value?[name] }
        switch value {
        case .string(let text): return text
        case .bool(let flag): return flag ? "true" : "false"
        default: return nil
        }
    }
}
