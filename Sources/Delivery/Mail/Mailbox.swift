import Kernel

/// A person's or a program's address, with a name for readers.
///
/// - SeeAlso: RFC 5322 §3.4; RFC 5321 §4.1.2.
struct Mailbox: Sendable, Equatable {
    /// The name; nil for none.
    let name: String?
    /// The address; it has no character that could end a header or a command.
    let address: String

    init(name: String?, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads `address`, `<address>` or `Name <address>`; nil where the address cannot be one.
    init?(_ text: String) {
        var (name, address) = ("", text.trimmedOfSpaces)
        if address.last == ">", let open = address.lastIndex(of: "<") {
            name = address[..<open].trimmedOfSpaces
            address = String(address[address.index(after: open)...].dropLast())
        }
        if name.count > 1, name.first == "\"", name.last == "\"" { name = String(name.dropFirst().dropLast()) }
        guard Self.isAddress(address) else { return nil }
        self.init(name: name.isEmpty ? nil : name, address: address)
    }

    /// Whether a text is one address: something, one `@`, a domain, and nothing that means something to SMTP.
    static func isAddress(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), !parts[1].isEmpty,
            parts[1].first != UInt8(ascii: "."), parts[1].first != UInt8(ascii: "-")
        else { return false }
        return text.utf8.allSatisfy { byte in byte > 0x20 && byte != 0x7F && !#"()<>,;\""#.utf8.contains(byte) }
    }

    /// The part behind the `@`.
    var domain: String { String(address.drop { $0 != "@" }.dropFirst()) }

    /// As text: `Name <address>`.
    var text: String { name.map { "\($0) <\(address)>" } ?? address }

    /// As a header holds it.
    ///
    /// - Parameter used: How much of the first line the header's name takes.
    func header(used: Int) -> String {
        guard let name = name.map(HeaderText.line), !name.isEmpty else { return address }
        let isPlain = name.utf8.allSatisfy { $0 < 0x7F } && used + name.utf8.count + 2 <= 76 && !name.contains("=?")
        let quoted = "\"" + name.filter { $0 != "\"" && $0 != "\\" } + "\""
        return (isPlain ? quoted : HeaderText.unstructured(name, used: used)) + "\r\n <\(address)>"
    }
}
