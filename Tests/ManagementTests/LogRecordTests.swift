import Applications
import Kernel
import Testing
import Wire

@Suite("Log records")
struct LogRecordTests {
    private static let moment = Instant(iso8601: "2023-03-14T14:47:09.188Z") ?? Instant(milliseconds: 0)

    @Test("Ids are 56 digits that begin with 900 and the moment")
    func form() {
        var ids = LogIDs()
        let id = ids.next(Self.moment, .system)
        #expect(id.utf8.count == 56)
        #expect(id.allSatisfy { $0.isNumber })
        #expect(id.hasPrefix("90020230314144709188"))
    }

    @Test("Ids grow, within a millisecond and when the clock goes back")
    func order() {
        var ids = LogIDs()
        var last = ""
        for step in [0, 0, 0, 5, -1000, -1000, 6] as [Int64] {
            let id = ids.next(Instant(milliseconds: Self.moment.milliseconds + step), .system)
            #expect(id > last)
            last = id
        }
        #expect(last > LogIDs.prefix(of: Self.moment))
    }

    @Test("A token event has the members of the wire in their order, empty where Auth0 writes that")
    func tokenEvent() {
        var event = LogEvent(tenant: .default, date: Self.moment, type: .clientCredentialsSucceeded)
        event.clientID = "app"
        event.audience = "https://api.example.com/"
        event.userAgent = "curl/8.5.0"
        let record = LogRecording.record(event, id: "900")
        #expect(
            record.answer.keys == [
                "_id", "log_id", "date", "type", "description", "connection", "connection_id", "organization_id",
                "organization_name", "client_id", "client_name", "ip", "hostname", "details", "user_id", "user_name",
                "user_agent", "audience", "scope", "strategy", "strategy_type", "isMobile", "location_info",
            ]
        )
        #expect(record.answer["user_id"] == "")
        #expect(record.answer["connection"] == .null)
        #expect(record.answer["user_agent"] == "Other 0.0.0 / Other 0.0.0")
        #expect(record.type == "seccft")
    }

    @Test("A management event has no user at all")
    func managementEvent() {
        let event = LogEvent(tenant: .default, date: Self.moment, type: .managementSucceeded, description: "Create")
        let record = LogRecording.record(event, id: "900")
        #expect(record.answer["user_id"] == .null)
        #expect(record.answer["client_name"] == "")
    }

    @Test(
        "Browsers are told apart, and their versions have three numbers",
        arguments: [
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/120.0.0.0 Safari/537.36", "Chrome 120.0.0 / Mac OS X 10.15.7", false
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                    + "Version/17.2 Mobile/15E148 Safari/604.1", "Safari 17.2.0 / iOS 17.2.0", true
            ),
            ("", "Other 0.0.0 / Other 0.0.0", false),
        ]
    )
    func userAgent(header: String, text: String, isMobile: Bool) {
        let summary = UserAgentSummary(header)
        #expect(summary.text == text)
        #expect(summary.isMobile == isMobile)
    }
}
