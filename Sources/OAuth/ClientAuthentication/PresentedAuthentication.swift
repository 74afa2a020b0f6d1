package import Kernel
import Wire

/// How a client says who it is, before anyone has checked it.
///
/// - SeeAlso: RFC 6749 §2.3; RFC 7521 §4.2.
package enum PresentedAuthentication: Sendable {
    /// An id alone: a public client, or one that forgot its secret.
    case none(clientID: String)
    /// `client_secret` in the body.
    case post(clientID: String, secret: Secret)
    /// `Authorization: Basic`.
    case basic(clientID: String, secret: Secret)
    /// A JWT that the client signed; the id beside it may be absent.
    case assertion(String, clientID: String?)

    private static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

    /// Finds out which way was taken.
    ///
    /// - Throws: `OAuthError` when none was, when two were, or when the one that was cannot be read.
    package init(_ parameters: TokenParameters, authorization: String?) throws(OAuthError) {
        if let assertion = parameters["client_assertion"] {
            guard parameters["client_assertion_type"] == Self.assertionType else {
                throw .malformed("client_assertion_type must be '\(Self.assertionType)'")
            }
            guard parameters["client_secret"] == nil, !Self.isBasic(authorization) else { throw Self.twice }
            self = .assertion(assertion, clientID: parameters["client_id"])
            return
        }
        if let authorization, Self.isBasic(authorization) {
            let (clientID, secret) = try Self.basic(authorization)
            guard parameters["client_secret"] == nil, parameters["client_id"].map({ $0 == clientID }) ?? true else {
                throw Self.twice
            }
            self = .basic(clientID: clientID, secret: secret)
            return
        }
        guard let clientID = parameters["client_id"] else { throw .missing("client_id") }
        if let secret = parameters["client_secret"] {
            self = .post(clientID: clientID, secret: Secret(secret))
        } else {
            self = .none(clientID: clientID)
        }
    }

    private static let twice = OAuthError.malformed("Only one method of client authentication may be used")

    private static func isBasic(_ authorization: String?) -> Bool {
        authorization?.prefix(6).lowercased() == "basic "
    }

    /// Takes the two halves apart.
    ///
    /// Both are form-encoded by RFC 6749 §2.3.1, which many clients do not do: characters that the encoding would
    /// change do not occur in our ids and secrets, so decoding is safe where it succeeds.
    private static func basic(_ authorization: String) throws(OAuthError) -> (String, Secret) {
        let encoded = authorization.dropFirst(6).utf8.filter { $0 != UInt8(ascii: " ") }
        guard let bytes = Base64.decode(Array(encoded), .standard),
            let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { throw .unauthorized("the Authorization header is no valid Basic credential") }
        let clientID = String(text[..<colon])
        let secret = String(text[text.index(after: colon)...])
        return (
            Form.decode(clientID.utf8, plusIsSpace: false) ?? clientID,
            Secret(Form.decode(secret.utf8, plusIsSpace: false) ?? secret)
        )
    }
}
