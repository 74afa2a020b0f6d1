import Crypto

/// The codes of authenticator apps: six digits that change every 30 seconds.
///
/// - SeeAlso: RFC 6238 §4; RFC 4226 §5.3.
package struct OneTimePassword: Sendable {
    private static let period: Int64 = 30
    private static let modulus: UInt32 = 1_000_000
    private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    private let secret: [UInt8]

    /// The codes of a secret.
    package init(secret: [UInt8]) { self.secret = secret }

    /// Whether a code is the one of a moment, in seconds since 1970, or of the period before or after it: clocks differ.
    package func accepts(_ code: String, at seconds: Int64) -> Bool {
        let presented = Array(code.utf8)
        // Each is compared, so that the time it takes tells nothing.
        return [-1, 0, 1].map { step in
            self.code(at: seconds + step * Self.period).utf8.elementsEqual(presented)
        }.contains(true)
    }

    /// The code of a moment, in seconds since 1970.
    package func code(at seconds: Int64) -> String {
        let counter = UInt64(max(seconds, 0) / Self.period)
        let message = (0..<8).reversed().map { UInt8(truncatingIfNeeded: counter >> (8 * UInt64($0))) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret))
        )
        let offset = Int((hash.last ?? 0) & 0x0F)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % Self.modulus)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// The secret as people type it into an app.
    ///
    /// - SeeAlso: RFC 4648 §6.
    package var text: String {
        var characters = ""
        var (buffer, bits) = (UInt32(0), UInt32(0))
        for byte in secret {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                characters.append(Self.base32[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { characters.append(Self.base32[Int(buffer << (5 - bits) & 31)]) }
        return characters
    }
}
