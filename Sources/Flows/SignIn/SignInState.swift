package import Kernel
package import OAuth
import Wire

/// The `state` in the addresses of a sign-in's pages: its secret, and in whose name it began.
///
/// The secret is worth nothing once the sign-in is over. The names are no secret, and nobody is believed anything for
/// them: they tell where to begin anew when somebody comes back to a page they kept, however long ago that was.
///
/// - SeeAlso: Auth0: "Configure Default Login Routes", "Users bookmark login page".
package struct SignInState: Sendable, Equatable {
    /// The client, if it has an id that may stand in an address.
    package let clientID: String?
    /// The organization that the request named.
    package let organization: String?

    private static let secretLength = 43
    private static let nameLength = 64

    /// Reads a state; one of another form names nobody.
    package init(_ state: String) {
        let parts = state.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let names = (2...3).contains(parts.count) && parts[0].utf8.count == Self.secretLength ? parts.dropFirst() : []
        clientID = names.first.flatMap(Self.name)
        organization = names.dropFirst().first.flatMap(Self.name)
    }

    /// A new state of a sign-in that a request begins.
    package static func make(for request: AuthorizeRequest, _ random: RandomSource) -> Secret {
        var state = random.text(secretLength, from: .urlSafe)
        if let client = name(request.clientID) {
            state += ".\(client)"
            if let organization = name(request["organization"]) { state += ".\(organization)" }
        }
        return Secret(state)
    }

    /// A name, if it is short and needs no escaping.
    private static func name(_ text: String?) -> String? {
        guard let text, (1...nameLength).contains(text.utf8.count) else { return nil }
        let isPlain = text.utf8.allSatisfy { byte in
            byte.isDigit || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-_".utf8.contains(byte)
        }
        return isPlain ? text : nil
    }
}
