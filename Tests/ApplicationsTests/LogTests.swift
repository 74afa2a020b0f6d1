import Applications
import Kernel
import Testing
import Wire

@Suite("Records of the tenant log")
struct LogTests {
    @Test("have ids that grow, even when the clock goes back")
    func ids() {
        var ids = LogIDs()
        let random = RandomSource.system
        let moments: [Int64] = [1000, 1000, 1001, 500, 2000, 1999]
        let made = moments.map { ids.next(Instant(milliseconds: $0), random) }
        #expect(made == made.sorted() && Set(made).count == made.count)
        #expect(made.allSatisfy { $0.utf8.count == 56 && $0.utf8.allSatisfy(\.isDigit) })
        #expect(made[0].hasPrefix("90019700101000001000" + "000000"))
        #expect(made[1].hasPrefix("90019700101000001000" + "000001"))
        #expect(made[0] > LogIDs.prefix(of: Instant(milliseconds: 1000)))
        #expect(made[1] < LogIDs.prefix(of: Instant(milliseconds: 1001)))
    }

    @Test("have every member of Auth0's, in its order")
    func record() {
        var event = LogEvent(
            tenant: .default,
            date: Instant(milliseconds: 1_630_700_205_288),
            type: .clientCredentialsSucceeded,
            description: ""
        )
        event.clientID = "c"
        event.clientName = "App"
        event.ip = "192.0.2.1"
        event.audience = "https://api/"
        event.scope = "a b"
        event.correlationID = "r"
        let answer = LogRecording.record(event, id: "9001").answer
        #expect(
            answer.keys == [
                "_id", "log_id", "date", "type", "description", "connection", "connection_id", "organization_id",
                "organization_name", "client_id", "client_name", "ip", "hostname", "details", "user_id", "user_name",
                "user_agent", "audience", "scope", "strategy", "strategy_type", "isMobile", "location_info",
                "references",
            ]
        )
        #expect(answer["_id"] == "9001" && answer["type"] == "seccft" && answer["date"] == "2021-09-03T20:16:45.288Z")
        #expect(answer["client_id"] == "c" && answer["user_id"] == "" && answer["details"] == .null)
        #expect(answer["user_agent"] == "Other 0.0.0 / Other 0.0.0" && answer["isMobile"] == false)
    }

    static let agents: [(String, String, Bool)] = [
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
                + "Safari/537.36", "Chrome 120.0.0 / Mac OS X 10.15.7", false
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/119.0 Safari/537.36 Edg/119.0.2151.44",
            "Edge 119.0.2151 / Windows 10.0.0", false
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 Version/17.1 Mobile/15E148 "
                + "Safari/604.1", "Safari 17.1.0 / iOS 17.1.0", true
        ),
        ("curl/8.4.0", "Other 0.0.0 / Other 0.0.0", false), ("", "Other 0.0.0 / Other 0.0.0", false),
    ]

    @Test("summarise the user agent", arguments: agents)
    func userAgent(header: String, text: String, isMobile: Bool) {
        let summary = UserAgentSummary(header)
        #expect(summary.text == text)
        #expect(summary.isMobile == isMobile)
    }
}
