package import Kernel
import Wire

/// Makes the ids of what the management API creates, in the shapes that Auth0's clients know.
package struct Identifiers: Sendable {
    /// The prefixes of ids that are followed by 16 characters of base 62.
    package enum Prefix: String, Sendable, CaseIterable {
        case clientGrant = "cgr_"
        case connection = "con_"
        case customDomain = "cd_"
        case job = "job_"
        case organization = "org_"
        case organizationInvitation = "uinv_"
        case role = "rol_"
        case rule = "rul_"
        case scimToken = "tok_"
        case tokenExchangeProfile = "tep_"
    }

    /// The prefixes of ids that are followed by 22 characters of base 58.
    package enum LongPrefix: String, Sendable, CaseIterable {
        case connectionProfile = "cop_"
        case credential = "cred_"
        case event = "evt_"
        case eventStream = "est_"
        case flow = "af_"
        case form = "ap_"
        case group = "grp_"
        case networkACL = "acl_"
        case organizationDomain = "ord_"
        case phoneProvider = "pro_"
        case phoneTemplate = "tem_"
        case selfServiceProfile = "ssp_"
        case userAttributeProfile = "uap_"
        case vaultConnection = "ac_"
    }

    let random: RandomSource

    /// Ids from a source of randomness.
    package init(random: RandomSource) { self.random = random }

    /// A prefix and 16 characters of base 62.
    package func make(_ prefix: Prefix) -> String { prefix.rawValue + random.text(16, from: .base62) }

    /// A prefix and 22 characters of base 58.
    package func make(_ prefix: LongPrefix) -> String { prefix.rawValue + random.text(22, from: .base58) }

    /// The id of a client: 32 characters of base 62.
    package func clientID() -> String { random.text(32, from: .base62) }

    /// The secret of a client or an API: 64 URL-safe characters, 384 bits.
    package func secret() -> String { random.text(64, from: .urlSafe) }

    /// 24 hexadecimal digits: four bytes of time, so that ids of one kind sort roughly by age, and eight random ones.
    package func objectID(at now: Instant) -> String { random.objectID(at: now) }

    /// A version 4 UUID in lower case.
    ///
    /// - SeeAlso: RFC 9562 §5.4.
    package func uuid() -> String {
        var bytes = random.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: digits[$0], as: UTF8.self) }
        return groups.joined(separator: "-")
    }
}

extension Administration {
    /// Where new ids come from.
    package var identifiers: Identifiers { Identifiers(random: random) }
}
