import COpenSSL
package import Wire

extension PublicKey {
    /// Reads a JSON Web Key; one that holds a private or symmetric key is refused.
    ///
    /// - Throws: `KeyError`.
    /// - SeeAlso: RFC 7517 §4; RFC 7518 §6; RFC 8037 §2.
    package convenience init(jwk: JSONObject) throws(KeyError) {
        guard let family = jwk["kty"]?.string.flatMap(KeyFamily.init), family != .oct else { throw .unsupported }
        guard !jwk.contains("d"), !jwk.contains("k") else { throw .malformed }
        switch family {
        case .rsa:
            let modulus = try Self.bytes(jwk, "n")
            let exponent = try Self.bytes(jwk, "e")
            guard modulus.count <= 1025, exponent.count <= 16 else { throw .unacceptableSize }
            try self.init(
                KeyHandle(owning: latchkey_rsa_public(modulus, modulus.count, exponent, exponent.count))
            )
        case .ec:
            let kind = try Self.kind(jwk, of: [.p256, .p384, .p521])
            let x = try Self.bytes(jwk, "x")
            let y = try Self.bytes(jwk, "y")
            guard let curve = kind.curve, x.count == kind.coordinateLength, y.count == x.count else {
                throw .malformed
            }
            let point = [0x04] + x + y
            try self.init(KeyHandle(owning: latchkey_ec_public(curve.group, point, point.count)))
        case .okp:
            _ = try Self.kind(jwk, of: [.ed25519])
            let point = try Self.bytes(jwk, "x")
            guard point.count == 32 else { throw .malformed }
            try self.init(KeyHandle(owning: latchkey_ed25519_public(point, point.count)))
        case .oct: throw .unsupported
        }
    }

    private static func bytes(_ jwk: JSONObject, _ name: String) throws(KeyError) -> [UInt8] {
        guard let text = jwk[name]?.string, let bytes = Base64.decode(text), !bytes.isEmpty else { throw .malformed }
        return bytes
    }

    private static func kind(_ jwk: JSONObject, of kinds: [KeyKind]) throws(KeyError) -> KeyKind {
        let name = jwk["crv"]?.string
        guard let kind = kinds.first(where: { $0.curve?.jwk == name }) else { throw .unsupported }
        return kind
    }

    /// The key as a JSON Web Key, its members in the order of Auth0's key sets.
    ///
    /// - Throws: `KeyError.failed`.
    package func jwk(
        kid: String? = nil,
        use: String? = nil,
        alg: JWSAlgorithm? = nil
    ) throws(KeyError) -> JSONObject {
        var jwk = JSONObject()
        if let alg { jwk.append("alg", .string(alg.rawValue)) }
        jwk.append("kty", .string(family.rawValue))
        if let use { jwk.append("use", .string(use)) }
        for (name, value) in try material() { jwk.append(name, .string(value)) }
        if let kid { jwk.append("kid", .string(kid)) }
        return jwk
    }

    /// The members that make the key, but for `kty`.
    private func material() throws(KeyError) -> [(name: String, value: String)] {
        let curve = handle.kind.curve?.jwk ?? ""
        switch family {
        case .rsa:
            return [("n", Base64.encode(handle.number("n"))), ("e", Base64.encode(handle.number("e")))]
        case .ec:
            return [
                ("crv", curve), ("x", Base64.encode(handle.number("qx"))), ("y", Base64.encode(handle.number("qy"))),
            ]
        case .okp: return [("crv", curve), ("x", Base64.encode(try handle.rawPublicKey()))]
        case .oct: return []
        }
    }

    /// The SHA-256 thumbprint of the key's JWK, base64url.
    ///
    /// - Throws: `KeyError.failed`.
    /// - SeeAlso: RFC 7638 §3; RFC 8037 §2.
    package var thumbprint: String {
        get throws(KeyError) {
            let members = (try material() + [("kty", family.rawValue)]).sorted { $0.name < $1.name }
            var writer = JSONWriter()
            writer.beginObject()
            for (name, value) in members {
                writer.name(name)
                writer.write(value)
            }
            writer.endObject()
            return Base64.encode(Digest.sha256(writer.bytes))
        }
    }
}
