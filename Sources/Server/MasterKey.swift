import FoundationEssentials
import Glibc
import Kernel
import StorageSQL
import Tokens
import Wire

extension Sealer: SecretSealing {}

/// Finds, makes and checks the key that seals secrets at rest.
///
/// A key is made only for a database that has none: a new key over old data would lose every secret in it.
struct MasterKey {
    static let fileName = "master.key"
    /// The name under which the database keeps something that only the right key opens.
    static let checkName = "master_key_check"

    let options: ServerOptions

    /// The sealer for a database.
    ///
    /// - Parameter check: What the database keeps under `checkName`; nil for a new database.
    /// - Throws: `StartupError` when the key is missing, unreadable or another one.
    func sealer(check: String?) throws -> Sealer {
        let known = try configuredKey() ?? fileKey()
        guard let check else { return try Sealer(masterKey: known ?? makeKey()) }
        guard let known else {
            throw StartupError(
                "This database is sealed with a master key that is not here. Set LATCHKEY_MASTER_KEY, or put the key back "
                    + "at \(options.path(Self.fileName)). Without it the secrets in the database cannot be read; a new key "
                    + "would not open them."
            )
        }
        let sealer = try Sealer(masterKey: known)
        do { try sealer.verify(check: check) } catch {
            throw StartupError(
                "The master key does not fit this database: its secrets were sealed with another. Nothing was changed."
            )
        }
        return sealer
    }

    private func configuredKey() throws -> [UInt8]? {
        guard let text = options.masterKey, !text.isEmpty else { return nil }
        guard let key = Self.parse(text) else {
            throw StartupError("LATCHKEY_MASTER_KEY must be 32 bytes, as 64 hexadecimal digits or as Base64.")
        }
        return key
    }

    private func fileKey() throws -> [UInt8]? {
        let path = options.path(Self.fileName)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let key = Self.parse(String(decoding: data, as: UTF8.self))
        else { throw StartupError("\(path) is not a readable master key (64 hexadecimal digits).") }
        return key
    }

    private static func parse(_ text: String) -> [UInt8]? {
        let text = String(text.filter { !$0.isWhitespace })
        if let key = Hexadecimal.decode(text), key.count == 32 { return key }
        if let key = Base64.decode(text, .standard) ?? Base64.decode(text, .url), key.count == 32 { return key }
        return nil
    }

    /// Makes the key file; of processes that start together one makes it and all read it.
    private func makeKey() throws -> [UInt8] {
        let path = options.path(Self.fileName)
        let draft = "\(path).\(getpid())"
        try DurableFile.write(Hexadecimal.encode(RandomSource.system.bytes(32)) + "\n", to: draft, mode: 0o600)
        // A hard link appears whole or not at all, and never replaces what is there.
        _ = link(draft, path)
        unlink(draft)
        guard let key = try fileKey() else { throw StartupError("The master key cannot be written to \(path).") }
        return key
    }
}

/// Files that are on the disk when the call returns.
enum DurableFile {
    /// Writes a file with a mode and waits for the disk.
    ///
    /// - Throws: `StartupError`.
    static func write(_ text: String, to path: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw StartupError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else {
                throw StartupError("\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
            bytes = bytes.dropFirst(written)
        }
        guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
            throw StartupError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
