import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps a file for one process, as long as that lives or until it lets go.
///
/// It is a lock of the open file (`flock`), which does not touch those that SQLite takes. As closing any descriptor of a
/// file drops SQLite's locks on it, this one must be let go last.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Locks a file, making it, readable by its owner alone, unless it is there; SQLite gives the files beside it the same
    /// mode.
    ///
    /// - Throws: `StoreUnavailable`, at once if another process has it.
    init(_ path: String) throws(StoreUnavailable) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreUnavailable("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreUnavailable("\(path) belongs to a gateway that is running; to share sessions takes Redis")
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { release() }

    /// Lets the file go.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }
}
