import Glibc

/// Writes to the terminal or a pipe, whole lines at once and without a buffer that a kill would lose.
enum Output {
    /// Writes lines to the standard output.
    static func write(_ lines: String...) { write(lines) }

    /// Writes lines to the standard output.
    static func write(_ lines: [String]) { send(lines.map { $0 + "\n" }.joined(), to: STDOUT_FILENO) }

    /// Writes a line to the standard error.
    static func warn(_ line: String) { send(line + "\n", to: STDERR_FILENO) }

    /// Writes a text to an open file; what nobody reads any more is dropped.
    static func send(_ text: String, to descriptor: Int32) { send(Array(text.utf8), to: descriptor) }

    /// Writes bytes to an open file; what nobody reads any more is dropped.
    static func send(_ bytes: [UInt8], to descriptor: Int32) {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
