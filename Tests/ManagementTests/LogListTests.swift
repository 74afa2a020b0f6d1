import Applications
import Kernel
import Management
import Storage
import Testing
import Wire

@Suite("The log and its statistics")
struct LogListTests {
    private let fixture: ManagementFixture

    init() async throws {
        fixture = try await ManagementFixture.make()
        var ids = LogIDs()
        let records = (0..<10).map { index in
            var body: JSONObject = ["type": index < 6 ? "s" : "ss", "user_id": .string("auth0|\(index % 4)")]
            let date = ManagementFixture.now.adding(seconds: Int64(index) - 20)
            body["date"] = date.json
            return LogRecord(
                tenant: fixture.tenant.id,
                id: ids.next(date, .system),
                date: date,
                type: index < 6 ? "s" : "ss",
                body: body
            )
        }
        try await fixture.administration.storage.write { try $0.append(records) }
    }

    @Test("Pages by offset are newest first, and count when asked to")
    func offset() async throws {
        let page = try await fixture.administration.logs(
            .offset(page: 0, perPage: 3, includeTotals: true),
            fixture.context()
        )
        #expect(page.items.map { $0["type"] } == ["ss", "ss", "ss"])
        #expect(page.total == 10)
        let oldest = try await fixture.administration.logs(
            sort: "date:1",
            .offset(page: 0, perPage: 1, includeTotals: false),
            fixture.context()
        )
        #expect(oldest.items.first?["type"] == "s")
        #expect(oldest.total == nil)
    }

    @Test("Checkpoints go through everything in order of time, and the last one stays")
    func checkpoint() async throws {
        var seen: [String] = []
        var from: String?
        for _ in 0..<6 {
            let page = try await fixture.administration.logs(.checkpoint(from: from, take: 3), fixture.context())
            seen += page.items.compactMap { $0["log_id"]?.string }
            from = page.next
        }
        #expect(seen.count == 10)
        #expect(seen == seen.sorted())
        #expect(from == seen.last)
    }

    @Test("A query narrows the list, and each event is found by its id")
    func search() async throws {
        let page = try await fixture.administration.logs(
            q: "type:s AND NOT user_id:\"auth0|0\"",
            .offset(page: 0, perPage: 50, includeTotals: true),
            fixture.context()
        )
        #expect(page.total == 4)
        let id = page.items.first?["log_id"]?.string ?? ""
        #expect(try await fixture.administration.log(id, fixture.context()) == page.items.first)
        #expect(try await problem { try await fixture.administration.log("900", fixture.context()) }?.status == 404)
    }

    @Test("Pages end at 1000 records")
    func reach() async throws {
        let refusal = try await problem {
            try await fixture.administration.logs(
                .offset(page: 10, perPage: 100, includeTotals: false),
                fixture.context()
            )
        }
        #expect(refusal?.status == 400)
    }

    @Test("Active users are counted once each, and days hold their logins and sign-ups")
    func statistics() async throws {
        #expect(try await fixture.administration.activeUsers(fixture.context()) == 4)
        let later = fixture.context(after: 40 * 86_400)
        #expect(try await fixture.administration.activeUsers(later) == 0)
        let days = try await fixture.administration.dailyStats(fixture.context())
        #expect(days.map { $0["logins"] } == [6])
        #expect(days.map { $0["signups"] } == [4])
        #expect(try await fixture.administration.dailyStats(to: "20200101", fixture.context()).isEmpty)
        let refusal = try await problem {
            try await fixture.administration.dailyStats(from: "2020-01-01", fixture.context())
        }
        #expect(refusal?.status == 400)
    }
}
