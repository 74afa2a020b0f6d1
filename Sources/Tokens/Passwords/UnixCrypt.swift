import CCrypt

/// The password hashing of the system's libxcrypt, by its calls that are safe between threads.
enum UnixCrypt {
    /// The longest password it takes, in bytes.
    static let maximumLength = Int(CRYPT_MAX_PASSPHRASE_SIZE) - 1

    /// Hashes under a setting: the parameters and salt that a hash begins with, or a whole hash.
    ///
    /// - Throws: `PasswordHashError.unhashable` for a NUL, `.failed` for a setting that the library refuses.
    static func hash(_ password: [UInt8], setting: String) throws(PasswordHashError) -> String {
        // The library reads C strings: beyond a NUL any password would do.
        guard !password.contains(0) else { throw .unhashable }
        let phrase = password.map(CChar.init(bitPattern:)) + [0]
        let size = MemoryLayout<crypt_data>.size
        let text = withUnsafeTemporaryAllocation(byteCount: size, alignment: 16) { scratch -> String? in
            _ = scratch.initializeMemory(as: UInt8.self, repeating: 0)
            return crypt_rn(phrase, setting, scratch.baseAddress, Int32(size)).map { String(cString: $0) }
        }
        guard let text else { throw .failed("libxcrypt refuses the setting") }
        return text
    }

    /// A bcrypt setting with a salt of 16 bytes.
    ///
    /// - Throws: `PasswordHashError.failed`.
    static func bcryptSetting(cost: Int, salt: [UInt8]) throws(PasswordHashError) -> String {
        let bytes = salt.map(CChar.init(bitPattern:))
        let size = Int(CRYPT_GENSALT_OUTPUT_SIZE)
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: size) { output -> String? in
            crypt_gensalt_rn("$2b$", UInt(cost), bytes, Int32(bytes.count), output.baseAddress, Int32(size))
                .map { String(cString: $0) }
        }
        guard let text else { throw .failed("libxcrypt makes no salt") }
        return text
    }
}
