import Glibc
import Server

/// One request to a server on this machine over plain HTTP: less than a client library costs every command at start.
struct PlainHTTP {
    /// The host without brackets.
    let name: String
    /// The port.
    let port: Int
    /// The host and port as the URL has them.
    let authority: String

    private static let timeout = timeval(tv_sec: 30, tv_usec: 0)

    /// A server by `http://HOST[:PORT]`; nil for anything else.
    init?(url: String) {
        guard url.hasPrefix("http://") else { return nil }
        var rest = url.dropFirst("http://".count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard !rest.isEmpty, !rest.contains("/"), !rest.contains("@") else { return nil }
        let end = rest.first == "[" ? rest.firstIndex(of: "]").map(rest.index(after:)) : rest.firstIndex(of: ":")
        guard let port = end.flatMap({ $0 == rest.endIndex ? nil : $0 }).map({ Int(rest[$0...].dropFirst()) }) ?? 80,
            (1...65_535).contains(port)
        else { return nil }
        self.port = port
        name = rest[..<(end ?? rest.endIndex)].filter { $0 != "[" && $0 != "]" }
        authority = String(rest)
    }

    /// Posts a form; the status and the body of the answer.
    ///
    /// - Throws: `StartupError`.
    func post(_ path: String, host: String, form: String) throws -> (status: Int, body: String) {
        let head = [
            "POST \(path) HTTP/1.1", "Host: \(host)", "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: \(form.utf8.count)", "Connection: close", "", form,
        ]
        let answer = try exchange(head.joined(separator: "\r\n"))
        guard let blank = answer.firstRange(of: "\r\n\r\n"), answer.hasPrefix("HTTP/1."),
            let status = answer.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap({ Int($0) })
        else { throw StartupError("What answers on \(authority) does not speak HTTP.") }
        return (status, String(answer[blank.upperBound...]))
    }

    private func exchange(_ request: String) throws -> String {
        let socket = try connected()
        defer { close(socket) }
        Output.send(request, to: socket)
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(socket, &buffer, buffer.count)
            guard count >= 0 else { throw StartupError("\(authority) does not answer: \(Self.reason)") }
            if count == 0 { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }

    private func connected() throws -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, String(port), &hints, &list) == 0, let first = list else {
            throw StartupError("The host '\(name)' is not known.")
        }
        defer { freeaddrinfo(list) }
        for address in sequence(first: first, next: { $0.pointee.ai_next }) {
            let socket = socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
            guard socket >= 0 else { continue }
            var timeout = Self.timeout
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(socket, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
            }
            if connect(socket, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 { return socket }
            close(socket)
        }
        throw StartupError("No server answers on \(authority) (\(Self.reason)): start one with 'latchkey serve'.")
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
