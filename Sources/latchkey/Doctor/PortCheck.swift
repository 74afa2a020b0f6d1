import Glibc
import Server

/// Whether the ports that a server would open are free.
struct PortCheck {
    let options: ServerOptions

    func findings() -> [Finding] {
        let ports = [("HTTP", options.port), ("HTTPS", options.tlsPort), ("admin", options.adminPort)]
        return ports.compactMap { name, port in
            guard let port, port != 0 else { return nil }
            return finding(name, port)
        }
    }

    private func finding(_ name: String, _ port: Int) -> Finding {
        let place = "\(name) on \(options.host) port \(port)"
        switch Self.bindError(options.host, port) {
        case 0: return .fine("ports", "\(place) is free")
        case EADDRINUSE: return .note("ports", "\(place) is in use: by a running server, or by another program")
        case let code: return .wrong("ports", "\(place) cannot be opened: \(String(cString: strerror(code)))")
        }
    }

    /// The error of listening there; 0 if one could.
    private static func bindError(_ host: String, _ port: Int) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        let name = host.filter { $0 != "[" && $0 != "]" }
        guard getaddrinfo(name, String(port), &hints, &list) == 0, let address = list else { return EADDRNOTAVAIL }
        defer { freeaddrinfo(list) }
        let socket = socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
        guard socket >= 0 else { return errno }
        defer { close(socket) }
        var isReused: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<Int32>.size))
        return bind(socket, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 ? 0 : errno
    }
}
