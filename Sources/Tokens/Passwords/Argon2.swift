import CArgon2
import Wire

/// An Argon2 hash of any of the three variants.
///
/// - SeeAlso: RFC 9106.
struct Argon2: Sendable {
    /// The most memory one comparison may take, in KiB: 256 MiB.
    static let maximumMemory = 262_144
    /// The most memory times passes, in KiB: some two seconds of CPU.
    static let maximumWork = 1_048_576

    private let variant: argon2_type
    private let version: UInt32
    private let memory: UInt32
    private let passes: UInt32
    private let lanes: UInt32
    private let salt: [UInt8]
    private let expected: [UInt8]

    /// Reads a PHC string; one without a version is of the first, as the reference implementation has it.
    ///
    /// - Throws: `PasswordHashError`.
    init(_ text: String) throws(PasswordHashError) {
        let phc = try PHCString(text)
        switch phc.id {
        case "argon2id": variant = Argon2_id
        case "argon2i": variant = Argon2_i
        case "argon2d": variant = Argon2_d
        default: throw .unsupported(phc.id)
        }
        try phc.allow(only: ["m", "t", "p"])
        let version = phc.version ?? 0x10
        guard version == 0x10 || version == 0x13 else { throw .unsupported("argon2 version \(version)") }
        guard let memory = phc["m"], let passes = phc["t"], let lanes = phc["p"], lanes >= 1, passes >= 1,
            phc.salt.count >= 8, phc.hash.count >= 4
        else { throw .malformed }
        guard lanes <= 255, memory <= Self.maximumMemory, memory * passes <= Self.maximumWork, phc.hash.count <= 1024
        else { throw .tooCostly }
        guard memory >= 8 * lanes else { throw .malformed }
        self.version = UInt32(version)
        self.memory = UInt32(memory)
        self.passes = UInt32(passes)
        self.lanes = UInt32(lanes)
        salt = phc.salt
        expected = phc.hash
    }

    /// Whether these bytes are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        var (password, salt) = (password, salt)
        var output = [UInt8](repeating: 0, count: expected.count)
        let status = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                output.withUnsafeMutableBufferPointer { output in hash(password, salt, output) }
            }
        }
        guard status == ARGON2_OK.rawValue else { throw .failed(String(cString: argon2_error_message(status))) }
        return equalInConstantTime(output, expected)
    }

    private func hash(
        _ password: UnsafeMutableBufferPointer<UInt8>,
        _ salt: UnsafeMutableBufferPointer<UInt8>,
        _ output: UnsafeMutableBufferPointer<UInt8>
    ) -> Int32 {
        var context = argon2_context()
        context.out = output.baseAddress
        context.outlen = UInt32(output.count)
        context.pwd = password.isEmpty ? nil : password.baseAddress
        context.pwdlen = UInt32(password.count)
        context.salt = salt.baseAddress
        context.saltlen = UInt32(salt.count)
        context.t_cost = passes
        context.m_cost = memory
        context.lanes = lanes
        // Lanes are part of the result, threads are not: a sign-in starts none.
        context.threads = 1
        context.version = version
        return argon2_ctx(&context, variant)
    }
}
