import Applications
import Kernel
import Management
import Testing
import Wire

@Suite("Ids, patches and pages")
struct SharedTests {
    @Test(
        "Ids have the shape that clients know",
        arguments: [
            (Identifiers.Prefix.connection, "con_"), (.role, "rol_"), (.organization, "org_"), (.clientGrant, "cgr_"),
            (.customDomain, "cd_"),
        ]
    )
    func shortIDs(_ prefix: Identifiers.Prefix, _ text: String) {
        let id = Identifiers(random: .system).make(prefix)
        #expect(id.hasPrefix(text))
        #expect(id.count == text.count + 16)
    }

    @Test("Credentials, clients and secrets have theirs")
    func otherIDs() {
        let ids = Identifiers(random: .system)
        #expect(ids.make(.credential).count == 27)
        #expect(ids.clientID().utf8.allSatisfy { $0.isDigit || UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 })
        #expect(ids.clientID().count == 32)
        #expect(ids.secret().count == 64)
        #expect(ids.objectID(at: Instant(seconds: 0x6894_AE04)).hasPrefix("6894ae04"))
        #expect(ids.objectID(at: Instant(seconds: 0)).count == 24)
        #expect(Array(ids.uuid())[14] == "4")
    }

    @Test("A patch leaves what it does not name, removes what is null and replaces the rest whole")
    func patching() {
        let document: JSONObject = [
            "name": "A", "gone": 1, "addons": ["a": 1, "b": 2], "client_metadata": ["x": "1", "y": "2"],
        ]
        let patch: JSONObject = [
            "gone": .null, "addons": ["c": 3], "client_metadata": ["x": .null, "z": "3"], "more": true,
        ]
        let result = Patching.merge(document, patch, mergedMembers: ["client_metadata"])
        #expect(
            result == [
                "name": "A", "addons": ["c": 3], "client_metadata": ["y": "2", "z": "3"], "more": true,
            ]
        )
    }

    @Test(
        "A cursor that no page gave is refused",
        arguments: ["", "garbage", "AAAA", "Y2xpZW50", "Y2xpZW50CjEKeA=", "eA", "cgr_0123456789abcdef"]
    )
    func forgedCursors(_ text: String) {
        #expect(throws: APIProblem.self) { try Cursor(text: text, kind: .client) }
    }

    @Test("A cursor is good for its own list alone")
    func cursors() throws {
        let position = DocumentPosition(createdAt: Instant(milliseconds: -5), id: "a\nb")
        let cursor = Cursor(kind: .client, position: position)
        #expect(try Cursor(text: cursor.text, kind: .client).position == position)
        #expect(throws: APIProblem.self) { try Cursor(text: cursor.text, kind: .organization) }
    }

    @Test("Checkpoint pages show every client once")
    func checkpoints() async throws {
        let fixture = try await ManagementFixture.make()
        // Some made in one millisecond, where the id decides the order.
        for index in 0..<7 { _ = try await fixture.client(after: Int64(index / 3) + 1) }
        var seen: [String] = []
        var from: String?
        repeat {
            let page = try await fixture.administration.clients(
                [:],
                .checkpoint(from: from, take: 2),
                fixture.context()
            )
            seen += page.items.compactMap { $0["client_id"]?.string }
            from = page.next
        } while from != nil
        #expect(seen.count == 9)
        #expect(Set(seen).count == 9)
    }

    @Test("Offset pages know the total and do not reach beyond the first thousand")
    func offsets() async throws {
        let fixture = try await ManagementFixture.make()
        for _ in 0..<3 { _ = try await fixture.client() }
        let page = try await fixture.administration.clients(
            [:],
            .offset(page: 1, perPage: 2, includeTotals: true),
            fixture.context()
        )
        #expect(page.total == 5)
        #expect(page.items.count == 2)
        let beyond = try await fixture.administration.clients(
            [:],
            .offset(page: 4, perPage: 2, includeTotals: true),
            fixture.context()
        )
        #expect(beyond.total == 5)
        #expect(beyond.items.isEmpty)
        for request in [(10, 100), (Int.max, 1), (20, 50)] {
            let refused = try await problem {
                try await fixture.administration.clients(
                    [:],
                    .offset(page: request.0, perPage: request.1, includeTotals: false),
                    fixture.context()
                )
            }
            #expect(refused?.status == 400)
        }
    }
}
