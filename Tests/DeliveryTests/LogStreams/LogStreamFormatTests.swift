import Applications
import Kernel
import Testing
import Wire

@testable import Delivery

/// Events and streams of which only some things matter.
enum LogStreamFixture {
    static let tenant = TenantID(rawValue: "acme")
    static let now = Instant(seconds: 1_600_000_000)

    static func event(_ id: String, _ type: String = "s", _ body: JSONObject = [:]) -> LogRecord {
        let start: JSONObject = ["date": now.json, "type": .string(type)]
        return LogRecord(tenant: tenant, id: id, date: now, type: type, body: start.merging(body))
    }

    static func stream(_ sink: JSONObject = [:], _ members: JSONObject = [:]) -> JSONObject {
        let sink = (["httpEndpoint": "https://logs.example/in"] as JSONObject).merging(sink)
        return (["type": "http", "status": "active", "sink": .object(sink)] as JSONObject).merging(members)
    }

    static func webhook(_ sink: JSONObject = [:], _ members: JSONObject = [:]) throws -> LogStreamWebhook {
        try #require(LogStreamWebhook(stream(sink, members)))
    }
}

@Suite("What a log stream posts")
struct LogStreamFormatTests {
    private static func envelope(_ id: String) -> String {
        """
        {"log_id":"\(id)","data":{"date":"2020-09-13T12:26:40.000Z","type":"s","tenant_name":"acme",\
        "_id":"\(id)","log_id":"\(id)"}}
        """
    }

    @Test(
        "has the form its sink asks for",
        arguments: [
            (nil, "ONE\nTWO"), ("JSONLINES", "ONE\nTWO"), ("JSONARRAY", "[ONE,TWO]"),
            ("JSONOBJECT", #"{"logs":[ONE,TWO]}"#),
        ] as [(String?, String)]
    )
    func formats(_ format: String?, _ wanted: String) throws {
        let webhook = try LogStreamFixture.webhook(format.map { ["httpContentFormat": .string($0)] } ?? [:])
        let batch = LogStreamBatch([LogStreamFixture.event("1"), LogStreamFixture.event("2")], for: webhook)
        let text = wanted.replacing("ONE", with: Self.envelope("1")).replacing("TWO", with: Self.envelope("2"))
        #expect(batch.body.map { String(decoding: $0, as: UTF8.self) } == text)
        #expect((batch.count, batch.last, batch.mayContinue) == (2, "2", false))
    }

    @Test("says what type it has and carries the sink's headers, but none that belongs to the transfer")
    func headers() throws {
        let plain = try LogStreamFixture.webhook()
        #expect((plain.mediaType, plain.headers) == ("application/json", []))
        let headers: JSONValue = [
            ["header": "X-Source", "value": "auth"], ["header": "Host", "value": "inside.example"],
            ["header": "Content-Length", "value": "1"], ["header": "Bad Name", "value": "x"],
            ["header": "", "value": "x"],
        ]
        let webhook = try LogStreamFixture.webhook([
            "httpContentType": "application/x-ndjson", "httpAuthorization": "Bearer s3cr3t",
            "httpCustomHeaders": headers,
        ])
        #expect(webhook.mediaType == "application/x-ndjson")
        #expect(webhook.headers == ["Authorization: Bearer s3cr3t", "X-Source: auth"])
    }

    @Test("is nothing for a stream of another kind")
    func otherKinds() {
        #expect(LogStreamWebhook(["type": "datadog", "sink": ["datadogApiKey": "x"]]) == nil)
        #expect(LogStreamWebhook(["type": "http", "sink": [:]]) == nil)
    }

    @Test("holds only what the filters name, and passes over the rest")
    func filters() throws {
        let filters: JSONValue = [
            ["type": "category", "name": "auth.login.fail"], ["type": "category", "name": "management.success"],
        ]
        let webhook = try LogStreamFixture.webhook([:], ["filters": filters])
        let events = [("1", "s"), ("2", "fp"), ("3", "sapi"), ("4", "seccft")].map { LogStreamFixture.event($0, $1) }
        let batch = LogStreamBatch(events, for: webhook)
        let body = try #require(batch.body)
        let lines = body.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONReader.parse(Array($0)) }
        #expect(lines.map { $0["log_id"]?.string } == ["2", "3"])
        #expect((batch.count, batch.last) == (2, "4"))
        let none = LogStreamBatch([events[0]], for: webhook)
        #expect(none.body == nil && none.last == "1")
        #expect(LogStreamBatch([], for: webhook).last == nil)
        #expect(try LogStreamFixture.webhook([:], ["filters": []]).wants(events[3]))
    }

    @Test(
        "knows each category by Auth0's codes",
        arguments: [
            ("auth.login.success", "s", true), ("auth.login.success", "ssa", false), ("auth.login.fail", "fu", true),
            ("auth.logout.success", "slo", true), ("auth.silent_auth.fail", "fsa", true),
            ("auth.signup.success", "ss", true), ("auth.token_exchange.success", "seccft", true),
            ("auth.token_exchange.fail", "ferrt", true), ("user.success", "srrt", true), ("user.fail", "fcp", true),
            ("user.notification", "ublkdu", true), ("management.fail", "fapi", true),
            ("system.notification", "api_limit", true), ("security", "limit_wc", true), ("security", "fp", false),
            ("scim.event", "sscim", true), ("actions", "actions_execution_failed", true),
            ("other", "pla", true), ("other", "s", false), ("unheard.of", "s", false),
        ]
    )
    func categories(_ category: String, _ code: String, _ isIn: Bool) {
        #expect(LogCategory.contains(category, code) == isIn)
    }

    @Test("grows to a hundred events or as many bytes as receivers take, and an event that is longer goes alone")
    func size() throws {
        let webhook = try LogStreamFixture.webhook(["httpContentFormat": "JSONARRAY"])
        let many = (100..<200).map { LogStreamFixture.event("\($0)") }
        let full = LogStreamBatch(many, for: webhook)
        #expect((full.count, full.last, full.mayContinue) == (100, "199", true))
        let long = (0..<10).map { number in
            LogStreamFixture.event("\(number)", "s", ["text": .string(String(repeating: "x", count: 20_000))])
        }
        let cut = LogStreamBatch(long, for: webhook)
        #expect((cut.count, cut.last, cut.mayContinue) == (4, "3", true))
        #expect(try #require(cut.body).count < 100 * 1024)
        let huge = LogStreamFixture.event("1", "s", ["text": .string(String(repeating: "x", count: 200_000))])
        #expect(LogStreamBatch([huge, huge], for: webhook).count == 1)
    }
}

@Suite("Personal data in a log stream")
struct PersonalDataTests {
    private static let event: JSONObject = [
        "user_name": "ada@example.test", "user_id": "auth0|1", "description": "",
        "details": [
            "request": ["body": [["email": "ada@example.test", "name": "Ada L", "given_name": nil, "phone": 42]]],
            "address": ["street": "1 Lane", "geo": [1]],
        ],
    ]

    @Test("is masked where it is named, however deep it lies")
    func mask() throws {
        let hiding = try #require(PersonalData(["log_fields": ["email", "first_name", "phone"], "method": "mask"]))
        let hidden = hiding.hiding(Self.event)
        #expect(hidden["user_name"] == "ada@example.test")
        let body = hidden["details"]?["request"]?["body"]?.array?.first
        #expect(body == ["email": "*****", "name": "*****", "given_name": nil, "phone": "*****"])
        #expect(hidden["details"]?["address"] == Self.event["details"]?["address"])
    }

    @Test("is hashed alike wherever it stands")
    func hash() throws {
        let fields: JSONValue = ["email", "username", "address"]
        let hiding = try #require(
            PersonalData(["log_fields": fields, "method": "hash", "algorithm": "xxhash"])
        )
        let hidden = hiding.hiding(Self.event)
        let mail = XXHash64.hexadecimal(Array("ada@example.test".utf8))
        #expect(hidden["user_name"] == .string(mail))
        #expect(hidden["details"]?["request"]?["body"]?.array?.first?["email"] == .string(mail))
        #expect(hidden["details"]?["address"]?["street"] == .string(XXHash64.hexadecimal(Array("1 Lane".utf8))))
    }

    @Test("is left as it is where nothing is named, and masked where no method is")
    func configuration() throws {
        #expect(PersonalData(nil) == nil)
        #expect(PersonalData(["log_fields": []]) == nil)
        let hiding = try #require(PersonalData(["log_fields": ["email"]]))
        #expect(hiding.hiding(["email": "a@b.test", "Email": "x"]) == ["email": "*****", "Email": "x"])
        #expect(hiding.hiding(["email": ""]) == ["email": ""])
    }

    @Test(
        "hashes as everybody else does",
        arguments: [
            ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("abc", "44bc2cf5ad770999"),
            ("Nobody inspects the spammish repetition", "fbcea83c8a378bf1"),
        ]
    )
    func vectors(_ text: String, _ hash: String) {
        #expect(XXHash64.hexadecimal(Array(text.utf8)) == hash)
    }
}
