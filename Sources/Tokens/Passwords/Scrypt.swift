import COpenSSL
import Wire

/// A scrypt hash with its parameters.
///
/// - SeeAlso: RFC 7914.
struct Scrypt: Sendable {
    /// The most memory one comparison may take, in bytes.
    static let maximumMemory = 256 << 20
    /// The largest product of the three parameters: some two seconds of CPU.
    static let maximumWork = 1 << 22

    private let cost: Int
    private let blockSize: Int
    private let parallelization: Int
    private let salt: [UInt8]
    private let expected: [UInt8]

    /// A hash.
    ///
    /// - Throws: `PasswordHashError`.
    init(
        cost: Int,
        blockSize: Int,
        parallelization: Int,
        salt: [UInt8],
        expected: [UInt8]
    ) throws(PasswordHashError) {
        guard cost > 1, cost.nonzeroBitCount == 1, blockSize > 0, parallelization > 0, !expected.isEmpty else {
            throw .malformed
        }
        let limit = Self.maximumWork
        guard cost <= limit, blockSize <= limit, parallelization <= limit, cost * blockSize <= limit,
            cost * blockSize * parallelization <= limit, 128 * cost * blockSize <= Self.maximumMemory,
            expected.count <= 1024
        else { throw .tooCostly }
        self.cost = cost
        self.blockSize = blockSize
        self.parallelization = parallelization
        self.salt = salt
        self.expected = expected
    }

    /// Whether these bytes are what was hashed.
    func matches(_ password: [UInt8]) throws(PasswordHashError) -> Bool {
        let phrase = password.map(CChar.init(bitPattern:))
        var key = [UInt8](repeating: 0, count: expected.count)
        // OpenSSL counts its working memory in, which is a little more than the table.
        let memory = UInt64(Self.maximumMemory) + 64 << 20
        let status = EVP_PBE_scrypt(
            phrase,
            phrase.count,
            salt,
            salt.count,
            UInt64(cost),
            UInt64(blockSize),
            UInt64(parallelization),
            memory,
            &key,
            key.count
        )
        guard status == 1 else { throw .failed(OpenSSL.takeError()) }
        return equalInConstantTime(key, expected)
    }
}
