import Applications
import Kernel
import Storage
package import Wire

/// Messages to phones that only try what is set up: they leave by the outbox, as any message does.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/branding/phone/providers/{id}/try`, `…/templates/{id}/try`.
extension Administration {
    /// Sends a message by a provider.
    ///
    /// - Throws: `APIProblem` 404; 400 for a provider that needs an action, or a way that it does not deliver by; 409
    ///   for one that is turned off.
    package func tryPhoneProvider(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let record = random.text(22, from: .base62)
        return try await storage.write { transaction in
            let provider = try PhoneProvider.required(id, in: context.tenant, transaction).body
            guard provider["name"]?.string == "twilio" else {
                throw APIProblem(400, "Bad Operation on Notification Resource", code: "operation_not_supported")
            }
            guard !(provider["disabled"]?.bool ?? false) else {
                throw APIProblem(409, "The phone provider is disabled.")
            }
            let ways = provider["configuration"]?["delivery_methods"]?.strings ?? ["text"]
            let method = request["delivery_method"]?.string ?? ways.first ?? "text"
            guard ways.contains(method) else { throw APIProblem(400, "Bad Operation on Notification Resource") }
            let message = PhoneTry(
                template: "test",
                method: method,
                text: "This is a test message from {{ friendly_name }}."
            )
            try transaction.append([try message.record(record, to: request, context, transaction)])
            return PhoneTry.answer
        }
    }

    /// Sends what a template makes of an example.
    ///
    /// - Throws: `APIProblem` 404.
    package func tryPhoneTemplate(
        _ id: String,
        _ request: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let record = random.text(22, from: .base62)
        return try await storage.write { transaction in
            let template = try PhoneTemplate.required(id, in: context.tenant, transaction).body
            let method = request["delivery_method"]?.string ?? "text"
            let message = PhoneTry(
                template: template["type"]?.string ?? "",
                method: method,
                text: template["content"]?["body"]?[method]?.string ?? "",
                sender: template["content"]?["from"]?.string ?? ""
            )
            try transaction.append([try message.record(record, to: request, context, transaction)])
            return PhoneTry.answer
        }
    }
}

/// A message that tries something.
private struct PhoneTry {
    /// What the wire answers: the message is on its way.
    static let answer: JSONObject = ["code": 202, "message": "Test notification successfully sent for processing"]

    /// What the message is for.
    let template: String
    /// `text` or `voice`.
    let method: String
    /// The Liquid text.
    let text: String
    /// Whom it comes from; empty for whoever the provider says.
    var sender = ""

    /// The message for the number of a request.
    func record(
        _ id: String,
        to request: JSONObject,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading
    ) throws -> OutboxRecord {
        let settings = TenantSettings(try transaction.tenantSettings(in: context.tenant))
        let name = JSONValue.string(settings.friendlyName ?? context.tenant.rawValue)
        return OutboxRecord(
            tenant: context.tenant,
            id: id,
            kind: .phone,
            body: [
                "to": request["to"] ?? "", "method": .string(method), "from": .string(sender),
                "template": .string(template), "text": .string(text),
                "variables": [
                    "code": "123456", "friendly_name": name, "tenant": .string(context.tenant.rawValue), "pause": "",
                    "user": [
                        "source_ip": "192.0.2.1", "city": "Bellevue", "country": "United States",
                        "name": "John Doe", "email": "john.doe@example.com",
                    ],
                ],
            ],
            createdAt: context.now
        )
    }
}
