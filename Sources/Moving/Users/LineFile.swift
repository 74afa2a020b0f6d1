import Glibc

/// A file that lines are added to.
struct LineFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    /// How long it is, in bytes.
    private(set) var length: UInt64

    /// Opens a file, which is cut off after so many bytes; readable for its owner alone.
    ///
    /// - Throws: `MovingError`.
    init(path: String, keeping length: UInt64) throws {
        self.path = path
        self.length = length
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(length)) == 0 else {
            throw MovingError(path, "cannot be written")
        }
        lseek(descriptor, off_t(length), SEEK_SET)
    }

    deinit { close(descriptor) }

    /// Adds bytes.
    ///
    /// - Throws: `MovingError` when the disk takes no more.
    mutating func append(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw MovingError(path, "cannot be written") }
            rest = rest.dropFirst(written)
            length += UInt64(written)
        }
    }
}
