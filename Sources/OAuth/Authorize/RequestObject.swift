package import Applications
package import Kernel
package import Tokens
package import Wire

/// A signed request object: the parameters of a request, under the client's signature.
///
/// - SeeAlso: RFC 9101; Auth0: "JWT-secured Authorization Requests".
package enum RequestObject {
    /// The algorithms that an object may be signed with; clients of FAPI are held to one of them.
    package static let algorithms: Set<JWSAlgorithm> = [.rs256, .rs384, .ps256]
    /// The longest object, in bytes.
    static let maximumLength = 10_240
    private static let maximumClaimLength = 64
    private static let skew: Int64 = 10
    private static let maximumLifetime: Int64 = 3_600

    /// The members of an object that its client signed for this server.
    ///
    /// The signature comes last: everything else is cheaper to refuse.
    ///
    /// - Parameter credentials: The client's keys for request objects.
    /// - Throws: `RedirectedError` `request_not_supported` for an algorithm that is not accepted, else
    ///   `invalid_request_object`.
    package static func verified(
        _ text: String,
        client: Client,
        credentials: [ClientCredential],
        issuer: String,
        now: Instant
    ) throws(RedirectedError) -> JSONObject {
        guard let jwt = try? JWT(parsing: text, maximumLength: maximumLength) else { throw invalid("malformed") }
        let isFAPI = client.signIn.complianceLevel?.hasPrefix("fapi") == true
        let accepted: Set<JWSAlgorithm> = isFAPI ? [.ps256] : algorithms
        guard let algorithm = jwt.algorithm, accepted.contains(algorithm) else {
            let names = accepted.map(\.rawValue).sorted().joined(separator: ", ")
            throw RedirectedError("request_not_supported", "Request objects must be signed with one of \(names)")
        }
        if let type = jwt.typ?.lowercased(), type != "jwt", type != "oauth-authz-req+jwt" { throw invalid("typ") }
        try checkParties(jwt.claims, client: client, issuer: issuer)
        try checkTimes(jwt.claims, isFAPI: isFAPI, now: now)
        try checkContents(jwt.claims)
        let isSigned = credentials.contains { credential in
            guard credential.algorithm == algorithm.rawValue, credential.isValid(at: now),
                jwt.kid.map({ $0 == credential.kid }) ?? true, let key = try? PublicKey(pem: credential.pem)
            else { return false }
            return jwt.isSigned(by: key, algorithms: [algorithm])
        }
        guard isSigned else { throw invalid("signature") }
        return jwt.claims
    }

    private static func checkParties(
        _ claims: JSONObject,
        client: Client,
        issuer: String
    ) throws(RedirectedError) {
        guard claims["iss"]?.string == client.id else { throw invalid("iss") }
        let audiences = claims["aud"].map { $0.string.map { [$0] } ?? $0.strings ?? [] } ?? []
        guard audiences.contains(issuer) else { throw invalid("aud") }
        guard claims["client_id"]?.string == client.id else { throw invalid("client_id") }
    }

    /// The profiles of FAPI want both ends of an object's life, and no more than an hour between them.
    ///
    /// - SeeAlso: FAPI 2.0 Message Signing §5.3.1.
    private static func checkTimes(_ claims: JSONObject, isFAPI: Bool, now: Instant) throws(RedirectedError) {
        for name in ["exp", "nbf", "iat"] where claims.contains(name) {
            guard let moment = claims[name]?.number, moment.magnitude < 1e12 else { throw invalid(name) }
            let seconds = Int64(moment.rounded(.down))
            let isGood = name == "exp" ? seconds > now.seconds : seconds <= now.seconds + skew
            guard isGood else { throw invalid(name) }
        }
        let (expiry, begin) = (claims["exp"]?.number, claims["nbf"]?.number)
        if isFAPI {
            guard let begin, now.seconds <= Int64(begin.rounded(.down)) + maximumLifetime else { throw invalid("nbf") }
            guard let expiry, expiry <= begin + Double(maximumLifetime) else { throw invalid("exp") }
        } else if let expiry {
            guard expiry <= Double(now.seconds + maximumLifetime + skew) else { throw invalid("exp") }
        }
    }

    private static func checkContents(_ claims: JSONObject) throws(RedirectedError) {
        guard claims["response_type"]?.string != nil else { throw invalid("response_type") }
        for name in ["request", "request_uri"] where claims.contains(name) { throw invalid(name) }
        if let id = claims["jti"] {
            guard let text = id.string, text.utf8.count <= maximumClaimLength else { throw invalid("jti") }
        }
        // JSON can say what a form was refused for.
        for (name, value) in claims where name.utf8.contains(0) || value.string?.utf8.contains(0) == true {
            throw invalid("characters")
        }
    }

    private static func invalid(_ part: String) -> RedirectedError {
        RedirectedError("invalid_request_object", "The request object is invalid: \(part)")
    }
}
