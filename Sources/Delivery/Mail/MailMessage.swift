import Kernel
import Liquid
import Wire

/// An e-mail.
///
/// - SeeAlso: RFC 5322; RFC 2045 to 2047.
package struct MailMessage: Sendable, Equatable {
    /// The sender.
    let from: Mailbox
    /// The recipient.
    let to: Mailbox
    /// The subject.
    package let subject: String
    /// The message as HTML.
    package let html: String
    /// The same as plain text.
    package let text: String

    /// The message with its header, every line ended by CR LF.
    ///
    /// - Parameters:
    ///   - id: What tells this message from others, also when it is sent again.
    ///   - date: When it was written.
    ///   - headers: Lines that the provider's settings add.
    func bytes(id: String, date: Instant, headers: [String] = []) -> [UInt8] {
        // No line of either encoding can be the boundary: `=_` occurs in neither.
        let boundary = "=_\(id)"
        var lines = [
            "From: \(from.header(used: 6))", "To: \(to.header(used: 4))",
            "Subject: \(HeaderText.unstructured(subject, used: 9))",
            "Date: \(DateFormat("%a, %d %b %Y %H:%M:%S %z", limit: 100).text(date))",
            "Message-ID: <\(id)@\(from.domain)>", "MIME-Version: 1.0",
            // Programs that answer mails must not answer this one (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        lines += headers + ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        // The last part is the best (RFC 2046 §5.1.4).
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            let encoding = TransferEncoding.shorter(for: content)
            lines += [
                "--\(boundary)", "Content-Type: \(type); charset=utf-8",
                "Content-Transfer-Encoding: \(encoding.rawValue)", "",
            ]
            lines += encoding.lines(content)
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}
