import Applications
import Directory
import Kernel
import Storage
import Wire

/// One thing that a user proves who they are with: a document whose parent is the user.
struct AuthenticationMethod {
    /// The member that holds the hash of a recovery code.
    static let codeHash = "_code_hash"
    /// What is kept and never shown.
    private static let hidden: Set<String> = ["totp_secret", codeHash]
    /// What each type cannot be without.
    private static let needed = [
        "phone": ["phone_number"], "email": ["email"], "totp": ["totp_secret"],
        "webauthn-roaming": ["key_id", "public_key", "relying_party_identifier"],
        "passkey": ["key_id", "public_key", "relying_party_identifier"],
    ]

    /// How it is kept.
    let document: Document

    /// Reads a document.
    init(_ document: Document) { self.document = document }

    /// The method of an id.
    ///
    /// - Throws: `APIProblem` 404 for an unknown user, and for a method that is not theirs.
    static func required(
        _ id: String,
        ofUser user: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading & UserReading
    ) throws -> AuthenticationMethod {
        _ = try UserRules.required(user, in: tenant, transaction)
        guard let document = try transaction.document(.authenticationMethod, id: id, in: tenant),
            document.parent == user
        else { throw APIProblem(404, "The authentication method does not exist.") }
        return AuthenticationMethod(document)
    }

    /// The document of a new method.
    ///
    /// - Throws: `APIProblem` 400.
    static func document(
        _ request: JSONObject,
        user: String,
        _ random: RandomSource,
        _ context: AdministrationContext
    ) throws -> Document {
        let type = request["type"]?.string ?? ""
        if let missing = needed[type]?.first(where: { !request.contains($0) }) {
            throw UserConnection.refusal("Payload validation error: 'Missing required property: \(missing)'.")
        }
        let id = "\(type)|dev_\(random.text(16, from: .base62))"
        var body: JSONObject = ["id": .string(id), "type": .string(type), "confirmed": true]
        for (name, value) in Patching.withoutNulls(request) where name != "type" { body[name] = value }
        body["created_at"] = context.now.json
        if type == "phone", !body.contains("preferred_authentication_method") {
            body["preferred_authentication_method"] = "sms"
        }
        return Document(
            tenant: context.tenant,
            kind: .authenticationMethod,
            id: id,
            parent: user,
            body: body,
            createdAt: context.now
        )
    }

    /// Takes all methods from a user, or those of one type.
    static func removeAll(
        ofUser user: String,
        type: String? = nil,
        _ tenant: TenantID,
        _ transaction: some DocumentWriting
    ) throws {
        for method in try transaction.documents(DocumentQuery(.authenticationMethod, in: tenant, parent: user))
        where type == nil || method.body["type"]?.string == type {
            try transaction.deleteDocument(.authenticationMethod, id: method.id, in: tenant)
        }
    }

    /// What reading shows: addresses and numbers only so far that their owner knows them again.
    var read: JSONObject {
        var body = shown
        if let email = body["email"]?.string { body["email"] = .string(Self.masked(email: email)) }
        if let number = body["phone_number"]?.string { body["phone_number"] = .string(Self.masked(number: number)) }
        return body
    }

    /// What making and changing one show.
    var written: JSONObject { read.filtered(["confirmed"], keeping: false) }

    /// What replacing all of them shows.
    var replaced: JSONObject { shown.filtered(["confirmed"], keeping: false) }

    /// As an enrollment of a second factor; nil for what is none.
    var enrollment: JSONObject? {
        let type = document.body["type"]?.string ?? ""
        guard let method = ["totp": "authenticator", "phone": "sms", "email": "email"][type] else { return nil }
        var body: JSONObject = [
            "id": .string(document.id), "status": "confirmed", "type": .string(type), "auth_method": .string(method),
        ]
        body["name"] = document.body["name"]
        if let number = document.body["phone_number"]?.string {
            body["phone_number"] = .string(Self.masked(number: number))
        }
        body["enrolled_at"] = document.body["created_at"]
        return body
    }

    private var shown: JSONObject {
        var body = document.body.filtered(Self.hidden, keeping: false)
        guard body["type"] == "phone", let bar = document.id.firstIndex(of: "|") else { return body }
        let channel = body["preferred_authentication_method"]?.string ?? "sms"
        let id = channel + document.id[bar...]
        body["authentication_methods"] = [["id": .string(id), "type": .string(channel)]]
        return body
    }

    /// Four characters of the name and of the host, the others starred.
    private static func masked(email: String) -> String {
        let parts = email.split(separator: "@", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return masked(part: email) }
        return "\(masked(part: parts[0]))@\(masked(part: parts[1]))"
    }

    private static func masked(part: String) -> String {
        let shown = part.count > 4 ? String(part.prefix(4)) : ""
        return shown + String(repeating: "*", count: max(part.count - shown.count, 4))
    }

    private static func masked(number: String) -> String {
        String(repeating: "X", count: max(number.count - 4, 0)) + number.suffix(4)
    }
}
