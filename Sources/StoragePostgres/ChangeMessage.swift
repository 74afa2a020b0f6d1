import Applications
import Kernel
package import Storage

/// Announced changes on their way to other processes, as the payload of a notification.
///
/// Each field is its length in bytes, a colon, and itself; first comes the token of the transaction, then each change.
package struct ChangeMessage: Sendable, Equatable {
    /// The notification channel.
    package static let channel = "latchkey_changes"

    /// A payload must be shorter than 8000 bytes.
    private static let sizeLimit = 7900

    /// Which transaction it was: the id of the driver, a hyphen, a number.
    package let token: String
    /// What changed.
    package let changes: [ConfigurationChange]

    /// A message.
    package init(token: String, changes: [ConfigurationChange]) {
        self.token = token
        self.changes = changes
    }

    /// Reads a payload; one that cannot be read, such as a later version's, may mean anything.
    package init(payload: String) {
        guard let fields = Self.fields(of: payload), let token = fields.first,
            let changes = Self.changes(fields.dropFirst())
        else {
            self.init(token: "", changes: [.everything])
            return
        }
        self.init(token: token, changes: changes)
    }

    /// The payload of a notification; if it would be too long, word that everything may have changed.
    package var payload: String {
        let text = Self.text([token] + changes.flatMap(Self.fields))
        return text.utf8.count <= Self.sizeLimit ? text : Self.text([token] + Self.fields(.everything))
    }

    private static func fields(_ change: ConfigurationChange) -> [String] {
        switch change {
        case .document(let tenant, let kind, let id): ["document", tenant.rawValue, kind.rawValue, id]
        case .signingKeys(let tenant): ["keys", tenant.rawValue]
        case .tenant(let tenant): ["tenant", tenant.rawValue]
        case .everything: ["everything"]
        }
    }

    private static func changes(_ fields: ArraySlice<String>) -> [ConfigurationChange]? {
        var rest = fields
        var changes: [ConfigurationChange] = []
        while let name = rest.popFirst() {
            switch name {
            case "document":
                guard let tenant = rest.popFirst(), let kind = rest.popFirst(), let id = rest.popFirst() else {
                    return nil
                }
                let documentKind = DocumentKind(rawValue: kind)
                changes.append(.document(tenant: TenantID(rawValue: tenant), kind: documentKind, id: id))
            case "keys":
                guard let tenant = rest.popFirst() else { return nil }
                changes.append(.signingKeys(tenant: TenantID(rawValue: tenant)))
            case "tenant":
                guard let tenant = rest.popFirst() else { return nil }
                changes.append(.tenant(TenantID(rawValue: tenant)))
            case "everything": changes.append(.everything)
            default: return nil
            }
        }
        return changes
    }

    private static func text(_ fields: [String]) -> String {
        fields.map { "\($0.utf8.count):\($0)" }.joined()
    }

    private static func fields(of payload: String) -> [String]? {
        var rest = Array(payload.utf8)[...]
        var fields: [String] = []
        while !rest.isEmpty {
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let length = Int(String(decoding: rest[..<colon], as: UTF8.self)),
                length >= 0, length <= rest.endIndex - colon - 1
            else { return nil }
            let end = colon + 1 + length
            fields.append(String(decoding: rest[(colon + 1)..<end], as: UTF8.self))
            rest = rest[end...]
        }
        return fields
    }
}
