import Applications
import Kernel
import Storage
import Tokens
import Wire

/// How a tenant's encryption keys are kept, changed and shown.
struct EncryptionKeyRules: Sendable {
    /// What a key is for.
    enum Kind: String {
        case customerRoot = "customer-provided-root-key"
        case environmentRoot = "environment-root-key"
        case tenantMaster = "tenant-master-key"
        case tenantKey = "tenant-encryption-key"
    }

    /// Where a key is in its life.
    enum State: String {
        case preActivation = "pre-activation"
        case active
        case destroyed
    }

    /// Where new ids come from.
    let identifiers: Identifiers
    /// Whose keys, and when.
    let context: AdministrationContext

    private static let members = ["kid", "type", "state", "created_at", "updated_at", "parent_kid"]

    /// A key of the tenant.
    ///
    /// - Throws: `APIProblem` 404.
    static func required(_ kid: String, _ tenant: TenantID, _ transaction: some DocumentReading) throws -> Document {
        guard let document = try transaction.document(.encryptionKey, id: kid, in: tenant) else {
            throw APIProblem(404, "The encryption key does not exist.", code: "inexistent_encryption_key")
        }
        return document
    }

    /// Refuses a key that does not wait for the customer's material.
    static func requirePending(_ key: Document) throws {
        guard kind(key) == .customerRoot, state(key) == .preActivation else {
            throw APIProblem(
                409,
                "Only a customer-provided-root-key in the state pre-activation takes key material.",
                code: "invalid_key_state"
            )
        }
    }

    /// The material that a customer wrapped.
    ///
    /// - Throws: `APIProblem` 400.
    static func unwrap(_ text: String, for key: Document) throws -> [UInt8] {
        guard let stored = key.body["private_key"]?.string, let der = Base64.decode(stored) else {
            throw APIProblem(400, "A wrapping key must be created first.", code: "invalid_body")
        }
        let wrapping = try WrappingKey(pkcs8: der)
        let compact = text.filter { !$0.isWhitespace }
        guard let wrapped = Base64.decode(compact, .standard), let material = try? wrapping.unwrap(wrapped) else {
            throw APIProblem(
                400,
                "Invalid input. Wrapped key material is invalid or unsupported key type.",
                code: "invalid_body"
            )
        }
        return material
    }

    /// What a key is for.
    static func kind(_ key: Document) -> Kind? { key.body["type"]?.string.flatMap(Kind.init) }

    /// Where a key is in its life.
    static func state(_ key: Document) -> State? { key.body["state"]?.string.flatMap(State.init) }

    /// Whether a key is the root that stands above the tenant's master key.
    static func isActiveRoot(_ key: Document) -> Bool {
        (kind(key) == .customerRoot || kind(key) == .environmentRoot) && state(key) == .active
    }

    /// A key as the wire shows it: never its material.
    static func shown(_ body: JSONObject) -> JSONObject {
        body.filtered(Set(members), keeping: true).inOrder(of: members)
    }

    /// All the keys, newest first.
    func all(_ transaction: any WriteTransaction) throws -> [Document] {
        try transaction.documents(DocumentQuery(.encryptionKey, in: context.tenant, isDescending: true))
    }

    /// The active key of a kind.
    func active(_ kind: Kind, _ transaction: any WriteTransaction) throws -> Document? {
        try all(transaction).first { Self.kind($0) == kind && Self.state($0) == .active }
    }

    /// Adds a key.
    @discardableResult
    func insert(
        _ kind: Kind,
        _ state: State,
        parent: String?,
        _ transaction: any WriteTransaction
    ) throws -> Document {
        let kid = identifiers.uuid()
        // The server's root is made together with what stands under it, and a little before: lists are by age.
        let age: Int64 = kind == .environmentRoot ? 1 : 0
        let created = Instant(milliseconds: context.now.milliseconds - age)
        let body: JSONObject = [
            "kid": .string(kid), "type": .string(kind.rawValue), "state": .string(state.rawValue),
            "created_at": created.json, "updated_at": created.json,
            "parent_kid": parent.map { .string($0) } ?? .null,
        ]
        let document = Document(
            tenant: context.tenant,
            kind: .encryptionKey,
            id: kid,
            body: body,
            createdAt: created
        )
        try transaction.insert(document, keys: [])
        return document
    }

    /// Changes the state of a key; one that is destroyed loses its material.
    @discardableResult
    func set(_ state: State, _ key: Document, _ transaction: any WriteTransaction) throws -> Document {
        var key = key
        key.body["state"] = .string(state.rawValue)
        key.body["updated_at"] = context.now.json
        if state == .destroyed {
            key.body["private_key"] = nil
            key.body["wrapped_key"] = nil
        }
        key.updatedAt = context.now
        try transaction.update(key, keys: [])
        return key
    }

    /// Destroys the tenant's master key and makes a new one under a root.
    func replaceMaster(under root: String?, _ transaction: any WriteTransaction) throws {
        if let old = try active(.tenantMaster, transaction) { try set(.destroyed, old, transaction) }
        try insert(.tenantMaster, .active, parent: root, transaction)
    }
}
