/// The name of a tenant: the first key of everything that is stored.
///
/// Lower-case letters, digits and hyphens, as in the first label of an Auth0 domain.
package struct TenantID: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
    /// The name.
    package let rawValue: String

    /// The tenant a server makes at its first start.
    package static let `default` = TenantID(rawValue: "default")

    /// Takes a name that storage already holds.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Takes a name from outside; nil unless it is 1 to 63 lower-case letters, digits and inner hyphens.
    package init?(checking name: String) {
        let characters = Array(name.utf8)
        let allowed = characters.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard (1...63).contains(characters.count), allowed, characters.first != 0x2D, characters.last != 0x2D else {
            return nil
        }
        self.init(rawValue: name)
    }

    package var description: String { rawValue }
}
