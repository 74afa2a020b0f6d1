import StorageSQL
import Wire

/// Seals for tests: hides what it is given and insists on the place, but keeps nothing secret.
package struct TestSealer: SecretSealing {
    /// Why something does not open.
    package enum Failure: Error { case notSealed, otherPlace }

    private static let prefix = "test-seal:"

    /// A sealer.
    package init() {}

    package func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] {
        Self.tag(context) + bytes.map { $0 ^ 0xA5 }
    }

    package func open(_ bytes: [UInt8], context: String) throws -> [UInt8] {
        let tag = Self.tag(context)
        guard bytes.count >= tag.count else { throw Failure.notSealed }
        guard bytes.starts(with: tag) else { throw Failure.otherPlace }
        return bytes.dropFirst(tag.count).map { $0 ^ 0xA5 }
    }

    package func sealText(_ text: String, context: String) throws -> String {
        Self.prefix + Base64.encode(try seal(Array(text.utf8), context: context))
    }

    package func openText(_ text: String, context: String) throws -> String {
        guard text.hasPrefix(Self.prefix), let bytes = Base64.decode(String(text.dropFirst(Self.prefix.count))) else {
            throw Failure.notSealed
        }
        return String(decoding: try open(bytes, context: context), as: UTF8.self)
    }

    /// FNV-1a of the place.
    private static func tag(_ context: String) -> [UInt8] {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in context.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * UInt64($0))) }
    }
}
