package import Kernel
import Wire

/// An e-mail as it goes over the wire.
///
/// - SeeAlso: RFC 5322; RFC 2045 to 2047.
package struct MailMessage: Sendable, Equatable {
    /// The sender, as an address or `Name <address>`.
    package let from: String
    /// The recipient's address.
    package let to: String
    /// The subject.
    package let subject: String
    /// The message as HTML.
    package let html: String
    /// The same as plain text.
    package let text: String

    /// A message.
    package init(from: String, to: String, subject: String, html: String, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.html = html
        self.text = text
    }

    /// The address in a sender or recipient.
    package static func address(of mailbox: String) -> String {
        guard let open = mailbox.lastIndex(of: "<"), let close = mailbox.lastIndex(of: ">"), open < close else {
            return mailbox.trimmedOfSpaces
        }
        return String(mailbox[mailbox.index(after: open)..<close])
    }

    /// The message with its header, every line ended by CR LF.
    ///
    /// Both parts travel as Base64, so that no line is too long and no byte is misread.
    package func bytes(id: String, date: Instant) -> [UInt8] {
        let boundary = "=_\(id)"
        let domain = Self.address(of: from).split(separator: "@").last.map(String.init) ?? "localhost"
        var lines = [
            "From: \(Self.mailbox(from))", "To: \(Self.line(to))", "Subject: \(Self.encodedWord(subject))",
            "Date: \(Self.date(date))", "Message-ID: <\(id)@\(Self.line(domain))>", "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
        ]
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            lines += [
                "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
            ]
            lines += Self.base64Lines(content)
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func base64Lines(_ text: String) -> [String] {
        let encoded = Array(Base64.encode(Array(text.utf8), .standard).utf8)
        return stride(from: 0, to: encoded.count, by: 76).map { start in
            String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
        }
    }

    /// A text that cannot end its header line.
    private static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    /// A text as RFC 2047 lets headers hold it: in words of at most 45 bytes, cut between characters.
    private static func encodedWord(_ text: String) -> String {
        let text = line(text)
        guard !text.utf8.allSatisfy({ $0 < 0x7F }) else { return text }
        var words: [[UInt8]] = [[]]
        for character in text {
            let bytes = Array(String(character).utf8)
            if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Base64.encode($0, .standard))?=" }.joined(separator: "\r\n ")
    }

    private static func mailbox(_ text: String) -> String {
        let address = line(address(of: text))
        guard let open = text.lastIndex(of: "<") else { return address }
        let name = line(text[..<open].trimmedOfSpaces).filter { $0 != "\"" && $0 != "\\" }
        guard !name.isEmpty else { return address }
        let isPlain = name.utf8.allSatisfy { $0 < 0x7F }
        return (isPlain ? "\"\(name)\"" : encodedWord(name)) + " <\(address)>"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// - SeeAlso: RFC 5322 §3.3.
    private static func date(_ moment: Instant) -> String {
        let (year, month, day) = moment.date
        let seconds = ((moment.seconds % 86_400) + 86_400) % 86_400
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
        let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return "\(day) \(months[month - 1]) \(year) \(time) +0000"
    }
}
