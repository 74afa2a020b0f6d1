import Glibc
import Server

/// Whether the data folder can be written to, is nobody else's business, and has room.
struct DiskCheck {
    private static let needed: UInt64 = 256 << 20

    let options: ServerOptions

    func findings() -> [Finding] {
        let folder = options.dataFolder
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return errno == ENOENT
                ? [.note("disk", "\(folder) is not there yet; the first start makes it")]
                : [.wrong("disk", "\(folder): \(Self.reason)")]
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [.wrong("disk", "\(folder) is not a folder")] }
        guard access(folder, R_OK | W_OK | X_OK) == 0 else {
            return [.wrong("disk", "\(folder) cannot be written to: \(Self.reason)")]
        }
        var findings = [space(folder)]
        for name in ["latchkey.sqlite", "master.key"] {
            let path = options.path(name)
            if access(path, F_OK) == 0, access(path, R_OK | W_OK) != 0 {
                findings.append(.wrong("disk", "\(path) cannot be written to: \(Self.reason)"))
            }
        }
        if let exposed = exposed() { findings.append(exposed) }
        return findings
    }

    private func space(_ folder: String) -> Finding {
        var system = statvfs()
        guard statvfs(folder, &system) == 0 else { return .wrong("disk", "\(folder): \(Self.reason)") }
        let free = UInt64(system.f_bavail) * UInt64(system.f_frsize)
        let text = "\(folder) can be written to, \(free >> 20) MiB free"
        return free < Self.needed ? .wrong("disk", "\(text): too little") : .fine("disk", text)
    }

    /// Keys that others on the machine can read.
    private func exposed() -> Finding? {
        for name in ["master.key", "ca-key.pem", "tls-key.pem"] {
            var status = stat()
            let path = options.path(name)
            if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
                return .wrong("disk", "\(path) is open to other users: 'chmod 600 \(path)'")
            }
        }
        return nil
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
