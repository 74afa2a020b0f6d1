import Kernel
import Liquid
import Testing
import Wire

@testable import Delivery

@Suite("Mails on the wire")
struct MailMessageTests {
    /// 2020-09-13T12:26:40Z.
    private static let date = Instant(seconds: 1_600_000_000)

    private static func bytes(
        from: Mailbox = Mailbox(name: "Shop", address: "no-reply@shop.example.test"),
        subject: String = "Hello",
        html: String = "<p>Hi</p>",
        text: String = "Hi\n",
        headers: [String] = []
    ) -> String {
        let to = Mailbox(name: nil, address: "ada@example.test")
        let message = MailMessage(from: from, to: to, subject: subject, html: html, text: text)
        return String(decoding: message.bytes(id: "id1", date: date, headers: headers), as: UTF8.self)
    }

    @Test("a message has its header, both texts, and CR LF behind every line")
    func wholeMessage() {
        let expected = [
            "From: \"Shop\"", " <no-reply@shop.example.test>", "To: ada@example.test", "Subject: Hello",
            "Date: Sun, 13 Sep 2020 12:26:40 +0000", "Message-ID: <id1@shop.example.test>", "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated", "X-Tag: a", "Content-Type: multipart/alternative; boundary=\"=_id1\"", "",
            "--=_id1", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
            "Hi", "", "--=_id1", "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", "<p>Hi</p>", "--=_id1--", "",
        ]
        #expect(Self.bytes(headers: ["X-Tag: a"]) == expected.joined(separator: "\r\n"))
    }

    @Test(
        "nothing in a subject, a name or an address begins another header",
        arguments: ["a\r\nBcc: eve@example.test", "a\nBcc: eve@example.test", "a\rBcc: x", "a\u{0}b", "\r\n\r\nbody"]
    )
    func injection(text: String) {
        let message = Self.bytes(from: Mailbox(name: text, address: "a@b.test"), subject: text)
        let header = message.components(separatedBy: "\r\n\r\n").first ?? ""
        let names = header.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted", "Content-Type",
            ]
        )
        #expect(Mailbox("\(text) <a@b.test\(text)>") == nil || !text.contains("\r"))
    }

    @Test(
        "subjects come back from encoded words, which are short",
        arguments: [
            "Bestätigen Sie Ihre E-Mail-Adresse", "日本語の件名はとても長いので、何行にもわたって書かれることになります。そうですね。",
            String(repeating: "a long subject of ASCII ", count: 8), "=?utf-8?B?YQ==?=", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        ]
    )
    func encodedWords(subject: String) throws {
        let text = HeaderText.unstructured(subject, used: 9)
        var decoded: [UInt8] = []
        for (index, line) in text.components(separatedBy: "\r\n ").enumerated() {
            #expect(line.utf8.count + (index == 0 ? 9 : 1) <= 76)
            let word = try #require(
                line.hasPrefix("=?utf-8?B?") && line.hasSuffix("?=") ? line.dropFirst(10).dropLast(2) : nil
            )
            let bytes = try #require(Base64.decode(String(word), .standard))
            #expect(String(validating: bytes, as: UTF8.self) != nil)
            decoded += bytes
        }
        #expect(String(decoding: decoded, as: UTF8.self) == subject)
    }

    static let mailboxes: [(String, String?, String?)] = [
        ("a@b.test", nil, "a@b.test"), (" <a@b.test> ", nil, "a@b.test"), ("Ada <a@b.test>", "Ada", "a@b.test"),
        ("\"Shop, Inc.\" <a@b.test>", "Shop, Inc.", "a@b.test"), ("a < b <a@b.test>", "a < b", "a@b.test"),
        ("a+tag@bücher.test", nil, "a+tag@bücher.test"), ("no-reply@[::1]", nil, "no-reply@[::1]"),
        ("", nil, nil), ("Ada", nil, nil), ("a@", nil, nil), ("@b.test", nil, nil), ("a@b@c", nil, nil),
        ("a b@c.test", nil, nil), ("a@b.test, c@d.test", nil, nil), ("a@b.test\r\nDATA", nil, nil),
        ("<a@b.test> SIZE=1", nil, nil), ("a@.test", nil, nil), ("a@-x.test", nil, nil),
        (String(repeating: "a", count: 65) + "@b.test", nil, nil),
    ]

    @Test("an address is one address or none", arguments: mailboxes)
    func addresses(text: String, name: String?, address: String?) {
        let mailbox = Mailbox(text)
        #expect(mailbox?.name == name && mailbox?.address == address)
    }

    @Test("names of senders are quoted or encoded")
    func names() {
        #expect(Mailbox(name: "A \"B\" \\C", address: "a@b.test").header(used: 6) == "\"A B C\"\r\n <a@b.test>")
        #expect(Mailbox(name: "Zoë", address: "a@b.test").header(used: 6) == "=?utf-8?B?Wm/Dqw==?=\r\n <a@b.test>")
        #expect(Mailbox(name: "\r\n", address: "a@b.test").header(used: 6) == "a@b.test")
    }

    @Test(
        "texts come back from both encodings, in lines of at most 76 characters",
        arguments: [
            "", "a", "Hi\n", "a = b\n\nline \nlast \t", String(repeating: "word ", count: 60), ".\n..\nFrom me",
            String(repeating: "é", count: 100), "日本語\r\n\tü=", String(repeating: "=", count: 77),
        ]
    )
    func encodings(text: String) throws {
        let expected = text.replacing("\r\n", with: "\n")
        for encoding in TransferEncoding.allCases {
            let lines = encoding.lines(text)
            #expect(
                lines.allSatisfy { $0.utf8.count <= 76 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 == 9 } }
            )
            if encoding == .base64 {
                #expect(Base64.decode(lines.joined(), .standard) == Array(text.utf8))
            } else {
                #expect(lines.allSatisfy { !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
                #expect(Self.unquoted(lines) == expected)
            }
        }
    }

    @Test("what is mostly ASCII stays readable")
    func choice() {
        #expect(TransferEncoding.shorter(for: "<p>Café</p> and more text") == .quotedPrintable)
        #expect(TransferEncoding.shorter(for: "日本語") == .base64)
    }

    /// Undoes quoted-printable.
    private static func unquoted(_ lines: [String]) -> String {
        let joined = lines.joined(separator: "\n").replacing("=\n", with: "")
        var bytes: [UInt8] = []
        var rest = Array(joined.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            bytes += Hexadecimal.decode(String(decoding: rest.prefix(2), as: UTF8.self)) ?? []
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension StringProtocol {
    /// The pieces between a separator, compared byte by byte.
    fileprivate func components(separatedBy separator: String) -> [String] {
        var pieces: [String] = []
        var rest = Array(utf8)[...]
        while let range = ByteSearch(separator).first(in: rest) {
            pieces.append(String(decoding: rest[..<range.lowerBound], as: UTF8.self))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(decoding: rest, as: UTF8.self)]
    }
}
