package import Applications
package import Kernel
import Storage
package import Wire

/// Who delivers the tenant's messages to phones: one provider.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/branding/phone/providers`.
package enum PhoneProvider: KeptDocument {
    package static let kind = DocumentKind.phoneProvider
    package static let order = ["id", "tenant", "name", "channel", "disabled", "configuration"]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.phoneProvider)
    }

    package static func unknown(_ id: String) -> APIProblem { PhoneNotificationRules.unknown }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A phone provider is already configured.")
    }

    /// One key for all: there is no second provider.
    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("channel", "phone")] }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let start: JSONObject = ["channel": "phone", "disabled": false]
        return start.merging(Patching.withoutNulls(request))
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document)
        body["tenant"] = .string(document.tenant.rawValue)
        // Lists name the secrets without telling them.
        if view == .listed { body["credentials"] = .null } else { body["credentials"] = nil }
        return body.inOrder(of: order)
    }
}

/// The words of a message to a phone.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/branding/phone/templates`.
package enum PhoneTemplate: KeptDocument {
    package static let kind = DocumentKind.phoneTemplate
    package static let order = ["id", "tenant", "channel", "type", "disabled", "created_at", "updated_at", "content"]
    package static let forgivesDeletion = false

    package static func newID(_ identifiers: Identifiers, _ request: JSONObject, at now: Instant) -> String {
        identifiers.make(.phoneTemplate)
    }

    package static func unknown(_ id: String) -> APIProblem { PhoneNotificationRules.unknown }

    package static func taken(_ body: JSONObject) -> APIProblem {
        APIProblem(409, "A phone template of this type already exists.")
    }

    package static func keys(of body: JSONObject) -> [DocumentKey] { [.unique("type", body["type"]?.string ?? "")] }

    package static func newBody(_ request: JSONObject, _ context: KeptContext) throws -> JSONObject {
        let type = request["type"]?.string ?? "otp_verify"
        var body: JSONObject = ["channel": "phone", "type": .string(type), "disabled": false]
        body = body.merging(Patching.withoutNulls(request))
        let content = PhoneNotificationRules.content(of: type).merging(request["content"]?.object ?? [:])
        body["content"] = .object(content)
        return body
    }

    /// The content is merged: a change that names the text leaves the sender.
    package static func patched(
        _ body: JSONObject,
        _ patch: JSONObject,
        _ context: KeptContext
    ) throws -> JSONObject {
        Patching.merge(body, patch, mergedMembers: ["content"])
    }

    package static func shown(_ document: Document, _ view: KeptView) -> JSONObject {
        var body = members(document)
        body["tenant"] = .string(document.tenant.rawValue)
        return body.inOrder(of: order)
    }
}

/// What is peculiar to messages to phones.
extension Administration {
    /// Answers the template of every type, those that nobody has written in the server's words and without an id.
    package func phoneTemplates(
        isDisabled: Bool? = nil,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        let written = try await storage.read { transaction in
            try transaction.documents(DocumentQuery(.phoneTemplate, in: context.tenant))
        }
        let known = Set(written.compactMap { $0.body["type"]?.string })
        let others = PhoneNotificationRules.types.filter { !known.contains($0) }.map { type -> JSONObject in
            [
                "tenant": .string(context.tenant.rawValue), "channel": "phone", "type": .string(type),
                "disabled": false, "content": .object(PhoneNotificationRules.content(of: type)),
            ]
        }
        let all = written.map { PhoneTemplate.shown($0, .listed) } + others
        return all.filter { isDisabled == nil || $0["disabled"]?.bool == isDisabled }
    }

    /// Gives a template the server's words back.
    ///
    /// - Throws: `APIProblem` 404.
    package func resetPhoneTemplate(_ id: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try PhoneTemplate.required(id, in: context.tenant, transaction)
            let content = document.body["content"]?.object ?? [:]
            let type = document.body["type"]?.string ?? ""
            var reset = PhoneNotificationRules.content(of: type)
            reset["from"] = content["from"]
            document.body["content"] = .object(reset)
            document.updatedAt = context.now
            try transaction.update(document, keys: PhoneTemplate.keys(of: document.body))
            return PhoneTemplate.shown(document, .changed)
        }
    }
}

/// The messages there are.
enum PhoneNotificationRules {
    /// The refusal of a provider or a template that is not there.
    static let unknown = APIProblem(404, "Notification Resource not found")

    /// The types, in the order of lists.
    static let types = ["otp_verify", "otp_enroll", "change_password", "blocked_account", "password_breach"]

    /// What a message of a type says while nobody has written another.
    static func content(of type: String) -> JSONObject {
        let words = words(of: type)
        return [
            "syntax": "liquid", "body": ["text": .string(words.text), "voice": .string(words.voice)], "from": "",
        ]
    }

    private static func words(of type: String) -> (text: String, voice: String) {
        switch type {
        case "change_password":
            return ("\(code) is your password change code for \(tenant)", spoken("password change"))
        case "otp_enroll":
            return (
                "\(code) is your verification code for \(tenant). Please enter this code to verify your enrollment.",
                spoken("verification")
            )
        case "blocked_account":
            let text = "\(tenant): sign-ins to your account from {{ user.source_ip }} are blocked after many failures."
            return (text, text)
        case "password_breach":
            let text = "\(tenant): your password has become known to others. Please change it."
            return (text, text)
        default: return ("\(code) is your verification code for \(tenant)", spoken("verification"))
        }
    }

    private static let code = "{{ code | escape }}"
    private static let tenant = "{{ friendly_name | escape }}"

    private static func spoken(_ purpose: String) -> String {
        "Hello. Your \(purpose) code for \(tenant) is {{ pause }} \(code). "
            + "I repeat, your \(purpose) code is {{ pause }} \(code)"
    }
}
