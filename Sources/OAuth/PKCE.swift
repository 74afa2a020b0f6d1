import Tokens
import Wire

/// The challenge of an authorization request, which only the sender of its verifier can answer.
///
/// - SeeAlso: RFC 7636.
package struct CodeChallenge: Sendable, Equatable {
    /// How a challenge is made from its verifier.
    package enum Method: String, Sendable, CaseIterable {
        case s256 = "S256"
        case plain
    }

    /// Why there is no challenge to be had from a request's parameters.
    package enum Failure: Error, Sendable, Equatable {
        /// `code_challenge` is not 43 to 128 unreserved characters, or for S256 not the 43 of a digest.
        case challenge
        /// `code_challenge_method` is none that is known.
        case method
    }

    /// The `code_challenge`.
    package let value: String
    /// The `code_challenge_method`.
    package let method: Method

    /// A challenge from the parameters of a request; without a method it is `plain`.
    ///
    /// - Throws: `Failure`.
    /// - SeeAlso: RFC 7636 §4.3.
    package init(_ value: String, method: String?) throws(Failure) {
        guard let method = Method(rawValue: method ?? Method.plain.rawValue) else { throw .method }
        guard Self.isVerifier(value), method == .plain || Base64.decode(value)?.count == 32 else { throw .challenge }
        self.value = value
        self.method = method
    }

    /// Whether a text has the form of a `code_verifier`: 43 to 128 unreserved characters.
    ///
    /// - SeeAlso: RFC 7636 §4.1.
    package static func isVerifier(_ text: String) -> Bool {
        (43...128).contains(text.utf8.count) && text.utf8.allSatisfy(\.isUnreserved)
    }

    /// Whether this is the challenge of a verifier, compared in constant time.
    ///
    /// - SeeAlso: RFC 7636 §4.6.
    package func isAnswered(by verifier: String) -> Bool {
        guard Self.isVerifier(verifier) else { return false }
        let expected =
            switch method {
            case .plain: verifier
            case .s256: Base64.encode(Digest.sha256(Array(verifier.utf8)))
            }
        return equalInConstantTime(Array(expected.utf8), Array(value.utf8))
    }
}

extension CodeChallenge: CustomStringConvertible, CustomReflectable {
    // A plain challenge is the verifier itself.
    package var description: String { "\(method.rawValue) challenge ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
