/// The kinds of key that JSON Web Keys know.
///
/// - SeeAlso: RFC 7518 §6.1; RFC 8037 §2.
package enum KeyFamily: String, Sendable, CaseIterable {
    case rsa = "RSA"
    case ec = "EC"
    case okp = "OKP"
    case oct
}

/// The algorithms a JWS may be signed with here; `none` is not one.
///
/// - SeeAlso: RFC 7518 §3.1; RFC 8037 §3.1.
package enum JWSAlgorithm: String, Sendable, CaseIterable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"
    case edDSA = "EdDSA"

    /// The kind of key the algorithm takes.
    package var family: KeyFamily {
        switch self {
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa
        case .es256, .es384, .es512: .ec
        case .edDSA: .okp
        case .hs256, .hs384, .hs512: .oct
        }
    }

    /// OpenSSL's name of the digest that is signed; nil where the signature scheme has its own.
    var digestName: String? {
        switch self {
        case .rs256, .ps256, .es256, .hs256: "SHA256"
        case .rs384, .ps384, .es384, .hs384: "SHA384"
        case .rs512, .ps512, .es512, .hs512: "SHA512"
        case .edDSA: nil
        }
    }

    /// Whether RSA pads with PSS.
    var isPSS: Bool {
        switch self {
        case .ps256, .ps384, .ps512: true
        default: false
        }
    }
}
