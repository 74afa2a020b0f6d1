import Glibc

/// An address of the network.
struct NetworkAddress: CustomStringConvertible {
    /// 4 or 16 bytes.
    let bytes: [UInt8]

    /// The address as text.
    var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        var bytes = bytes
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, &bytes, &buffer, socklen_t(buffer.count)) != nil else {
            return ""
        }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return bytes.count == 4 ? text : "[\(text)]"
    }

    var description: String { text }

    /// Whether only this machine or its own network reaches it.
    ///
    /// - SeeAlso: RFC 6890.
    var isPrivate: Bool {
        if bytes.count == 4 { return Self.isPrivate(bytes) }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        if bytes.starts(with: mapped) { return Self.isPrivate(Array(bytes[12...])) }
        // The well-known prefix of NAT64 carries an IPv4 address too.
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return Self.isPrivate(Array(bytes[12...])) }
        let isUnspecifiedOrLoopback = bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1
        return isUnspecifiedOrLoopback || bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 >= 0x80)
            || bytes[0] == 0xFF
    }

    private static func isPrivate(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168): true
        case (100, 64...127), (172, 16...31), (198, 18...19): true
        case (192, 0) where bytes[2] == 0: true
        case (224..., _): true
        default: false
        }
    }
}

/// Asks the system for the addresses of names.
enum Resolver {
    /// The addresses of a host, in the system's order.
    ///
    /// - Throws: `HTTPPoster.Failure` if it has none.
    static func addresses(of host: String) throws -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else {
            throw HTTPPoster.Failure(description: "\(host) has no address", isWorthTrying: true)
        }
        defer { freeaddrinfo(list) }
        var addresses: [NetworkAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let pointer = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin_addr) { NetworkAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin6_addr) { NetworkAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
