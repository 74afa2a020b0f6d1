import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The file a database is in.
enum SQLiteFile {
    /// Makes the file, readable by its owner alone, unless it is there.
    ///
    /// SQLite gives the files beside it the same mode.
    ///
    /// - Throws: `StoreError.unavailable`.
    static func create(_ path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError.unavailable("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        close(descriptor)
    }

    /// The temporary folders there are.
    private static let temporaryFolders = Mutex<Set<String>>([])

    /// Makes a folder with a name that nobody has, for a database that is thrown away: at the latest when the process
    /// ends, for tests end without letting go of all they made.
    ///
    /// - Throws: `StoreError.unavailable`.
    static func temporaryFolder() throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/latchkey-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw StoreError.unavailable("no folder can be made in \(parent): \(String(cString: strerror(errno)))")
        }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let isFirst = temporaryFolders.withLock { folders in
            defer { folders.insert(folder) }
            return folders.isEmpty
        }
        if isFirst { atexit { SQLiteFile.removeAllTemporary() } }
        return folder
    }

    /// Removes a temporary folder with the database in it.
    static func removeTemporary(_ folder: String) {
        for name in ["latchkey.db", "latchkey.db-wal", "latchkey.db-shm"] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }

    private static func removeAllTemporary() {
        for folder in temporaryFolders.withLock({ $0 }) { removeTemporary(folder) }
    }
}
