import Foundation
import Glibc
import Synchronization

@testable import Delivery

/// A server on a port of this machine, which talks to one client after the other as a closure says.
final class LocalServer: Sendable {
    /// The port it listens on.
    let port: Int
    private let socket: Int32
    private let lines = Mutex<[String]>([])

    /// What clients said, line by line.
    var transcript: [String] { lines.withLock { $0 } }

    /// A server; nil where the machine has no port left.
    init?(_ talk: @escaping @Sendable (Conversation) -> Void) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = socket
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        guard isListening else {
            close(descriptor)
            return nil
        }
        // Threads of their own, for conversations wait for each other. This one ends when `deinit` shuts the socket, and it
        // alone closes it: closed by another, its number might be the next server's while this one still accepts by it.
        Thread.detachNewThread { [weak self] in
            defer { close(descriptor) }
            while case let client = accept(descriptor, nil, nil), client >= 0 {
                guard let self else {
                    close(client)
                    return
                }
                let conversation = Conversation(client: client) { line in self.lines.withLock { $0.append(line) } }
                Thread.detachNewThread {
                    talk(conversation)
                    close(client)
                }
            }
        }
    }

    deinit { shutdown(socket, Int32(SHUT_RDWR)) }
}

/// A connection with one client.
struct Conversation: Sendable {
    let client: Int32
    let note: @Sendable (String) -> Void

    /// The next line without its end; nil when the client has gone.
    func line() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(client, &byte, 1) == 1 {
            if byte == 0x0A {
                if bytes.last == 0x0D { bytes.removeLast() }
                let line = String(decoding: bytes, as: UTF8.self)
                note(line)
                return line
            }
            bytes.append(byte)
        }
        return nil
    }

    /// So many bytes, as text.
    func text(_ count: Int) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < count, read(client, &byte, 1) == 1 { bytes.append(byte) }
        let text = String(decoding: bytes, as: UTF8.self)
        note(text)
        return text
    }

    /// Says something, with CR LF behind each line.
    func say(_ lines: String...) {
        let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads a request of HTTP and answers it with a status and a header.
    func answer(_ status: String, _ header: String = "Content-Length: 0", body: String = "") {
        var length = 0
        while let line = line(), !line.isEmpty {
            if line.lowercased().hasPrefix("content-length:") { length = Int(line.dropFirst(16)) ?? 0 }
        }
        _ = text(length)
        say("HTTP/1.1 \(status)", header, "Connection: close", "", body)
    }

    /// Plays a mail server that answers some commands in its own way.
    func playSMTP(_ answers: [String: String] = [:], extensions: [String] = ["AUTH PLAIN LOGIN", "SIZE 1000000"]) {
        say("220 local ESMTP")
        while let line = line() {
            let command = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
            if let answer = answers[command] {
                say(answer)
            } else if command == "EHLO" {
                let lines = ["local"] + extensions
                for (index, line) in lines.enumerated() { say("250\(index == lines.count - 1 ? " " : "-")\(line)") }
            } else if command == "AUTH" {
                say("334 ")
                _ = self.line()
                say("235 welcome")
            } else if command == "DATA" {
                say("354 go on")
                while let line = self.line(), line != "." {}
                say("250 taken")
            } else if command == "QUIT" {
                return say("221 bye")
            } else {
                say("250 fine")
            }
        }
    }
}

extension HTTPPoster {
    /// One that posts to this machine, and waits: the other suites may keep a small machine busy for long.
    static var patient: HTTPPoster {
        var poster = HTTPPoster(allowsPrivateAddresses: true)
        poster.timeout = 120
        return poster
    }
}
