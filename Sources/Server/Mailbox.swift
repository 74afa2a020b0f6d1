import Applications
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Storage
import Web
import Wire

/// `/dev/mailbox` on the operators' port: the mails that tenants without a provider would have sent.
///
/// A laptop or a CI job finishes every flow with it: `?to=ADDRESS&tenant=NAME` narrows, `Accept: application/json` or
/// `?format=json` answers JSON, `?id=ID` shows one mail as its reader would see it, `DELETE` empties it.
struct Mailbox: Sendable {
    private static let limit = 200

    let storage: any Storage

    func respond(to request: Request) async throws -> Response {
        let query = (try? Form(parsing: Array((request.uri.query ?? "").utf8))) ?? Form()
        let tenant = query["tenant"].flatMap(TenantID.init(checking:))
        if request.method == .delete {
            let count = try await storage.write { try $0.deleteMails(in: tenant, before: nil) }
            return Self.json(["deleted": .integer(Int64(count))])
        }
        let recipient = query["to"]?.lowercased()
        let mails = try await storage.read { try $0.mails(to: recipient, in: tenant, limit: Self.limit) }
        if let id = query["id"] {
            guard let mail = mails.first(where: { $0.id == id }) else {
                return Self.html("No such mail.", status: .notFound)
            }
            return Self.html(mail.body["html"]?.string ?? "")
        }
        let wantsJSON = query["format"] == "json" || request.headers[.accept]?.contains("application/json") == true
        return wantsJSON ? Self.json(["mails": .array(mails.map(Self.view))]) : Self.html(Self.page(mails))
    }

    private static func view(_ mail: MailRecord) -> JSONValue {
        let start: JSONObject = [
            "id": .string(mail.id), "tenant": .string(mail.tenant.rawValue), "to": .string(mail.recipient),
            "date": mail.date.json,
        ]
        return .object(start.merging(mail.body))
    }

    private static func page(_ mails: [MailRecord]) -> String {
        let rows = mails.map { mail in
            let subject = HTML.escape(mail.body["subject"]?.string ?? "")
            let link = mail.body["url"]?.string.map { "<a href=\"\(HTML.escape($0))\">open its link</a>" } ?? ""
            return """
                <tr><td>\(mail.date.iso8601)</td><td>\(HTML.escape(mail.tenant.rawValue))</td>\
                <td>\(HTML.escape(mail.recipient))</td>\
                <td><a href="/dev/mailbox?id=\(Form.encode(mail.id))">\(subject)</a></td><td>\(link)</td></tr>
                """
        }
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mailbox</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><style>
            body{font:16px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.5rem;border-bottom:1px solid #8884}
            </style></head><body><h1>Mailbox</h1><p>What tenants without an e-mail provider would have sent, newest first.</p>
            <table><thead><tr><th>Date</th><th>Tenant</th><th>To</th><th>Subject</th><th>Link</th></tr></thead><tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></body></html>
            """
    }

    /// A mail is somebody else's HTML: it is shown without script, and in a place of its own.
    private static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [.contentType: MediaType.html, .cacheControl: "no-store"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private static func json(_ body: JSONObject) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: MediaType.json, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: JSONWriter.encode(body)))
        )
    }
}
