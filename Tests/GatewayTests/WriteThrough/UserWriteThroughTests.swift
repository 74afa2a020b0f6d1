import HTTPTypes
import Kernel
import Synchronization
import Testing
import Tokens
import Wire

@testable import Gateway

/// A receiver that answers what it is told to and notes what it was sent; pauses end at once and are noted.
private final class Receiver: Sendable {
    struct State {
        var calls: [TenantCall] = []
        var statuses: [Int] = []
        var pauses: [Duration] = []
        var gate: CheckedContinuation<Void, Never>?
        var holdsFirst = false
    }

    let state = Mutex(State())
    let clock = TestClock()

    /// A receiver with these answers, one after the other, then 204; -1 is no answer.
    init(_ statuses: Int..., holdsFirst: Bool = false) {
        state.withLock { ($0.statuses, $0.holdsFirst) = (statuses, holdsFirst) }
    }

    var calls: [TenantCall] { state.withLock { $0.calls } }
    var pauses: [Duration] { state.withLock { $0.pauses } }

    @Sendable
    func send(_ call: TenantCall) async throws(TenantError) -> TenantAnswer {
        let (status, holds) = state.withLock { state in
            state.calls.append(call)
            defer { state.holdsFirst = false }
            return (state.statuses.isEmpty ? 204 : state.statuses.removeFirst(), state.holdsFirst)
        }
        if holds { await withCheckedContinuation { gate in state.withLock { $0.gate = gate } } }
        guard status > 0 else { throw .unavailable("connection refused") }
        return TenantAnswer(status: status)
    }

    func writeThrough(_ properties: [String] = ["email"], pauseSeconds: Int64 = 0) -> UserWriteThrough {
        UserWriteThrough(
            WriteThroughSettings(url: "https://receiver.example/users", secret: Secret("k"), properties: properties),
            send: send,
            clock: { [clock] in clock.now },
            sleep: { [self] pause in
                // The limit of a stop is no pause between attempts.
                if pause == .seconds(5) { return try await Task.sleep(for: .seconds(60)) }
                state.withLock { $0.pauses.append(pause) }
                clock.pass(pauseSeconds)
            }
        )
    }
}

@Suite struct UserWriteThroughTests {
    private func info(_ email: String) -> [UInt8] { Array(#"{"sub":"u","email":"\#(email)"}"#.utf8) }

    @Test func `what is asked for is copied, by name or by path, and null where there is none`() throws {
        let members: JSONObject = [
            "email": "a@b.example", "name": "N", "https://ns.example/app_metadata": ["plan": "gold"],
            "app": ["plan": "silver", "team": ["lead": true]],
        ]
        let properties = ["email", "app.team.lead", "https://ns.example/app_metadata", "app.none", "phone"]
        let now = TestClock().now
        let copy = UserCopy(of: "auth0|1", members, properties: properties, at: now)
        let expected: JSONObject = [
            "userId": "auth0|1", "updatedAt": "2027-01-15T08:00:00.000Z",
            "properties": [
                "email": "a@b.example", "app.team.lead": true, "https://ns.example/app_metadata": ["plan": "gold"],
                "app.none": nil, "phone": nil,
            ],
        ]
        #expect(try JSONReader.parse(copy.body).object == expected)
    }

    @Test func `a copy is signed over its time and its bytes`() async throws {
        let receiver = Receiver()
        let writeThrough = receiver.writeThrough()
        await writeThrough.note("u", userInfo: info("a"), at: receiver.clock.now)
        await writeThrough.close()
        let call = try #require(receiver.calls.first)
        #expect(call.method == "POST" && call.url == "https://receiver.example/users")
        let signed = Array("1800000000.".utf8) + call.body
        let code = Digest.hmacSHA256(signed, key: Array("k".utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        #expect(call.header("latchkey-signature") == "t=1800000000,v1=\(code.joined())")
    }

    @Test(arguments: [-1, 500, 503, 429, 408])
    func `what failed is sent again with growing pauses until it is taken`(_ status: Int) async throws {
        let receiver = Receiver(status, status, status)
        let writeThrough = receiver.writeThrough()
        await writeThrough.note("u", userInfo: info("a"), at: receiver.clock.now)
        await writeThrough.close()
        #expect(receiver.calls.count == 4)
        #expect(Set(receiver.calls.map { String(decoding: $0.body, as: UTF8.self) }).count == 1)
        #expect(receiver.pauses == [.milliseconds(500), .milliseconds(1_000), .milliseconds(2_000)])
    }

    @Test(arguments: [400, 401, 404, 410, 301])
    func `what was refused is not sent again, and the next one is`(_ status: Int) async throws {
        let receiver = Receiver(status)
        let writeThrough = receiver.writeThrough()
        await writeThrough.note("u", userInfo: info("a"), at: receiver.clock.now)
        await writeThrough.note("v", userInfo: info("b"), at: receiver.clock.now)
        await writeThrough.close()
        #expect(receiver.calls.count == 2 && receiver.pauses.isEmpty)
    }

    @Test func `of several copies of somebody that wait the latest is sent, after the one under way`() async throws {
        let receiver = Receiver(503, holdsFirst: true)
        let writeThrough = receiver.writeThrough()
        await writeThrough.note("u", userInfo: info("first"), at: receiver.clock.now)
        while receiver.state.withLock({ $0.gate == nil }) { await Task.yield() }
        for email in ["second", "third"] {
            await writeThrough.note("u", userInfo: info(email), at: receiver.clock.now)
        }
        receiver.state.withLock { $0.gate }?.resume()
        await writeThrough.close()
        let sent = receiver.calls.map { $0.json["properties"]?.object?["email"]?.string }
        // The first failed, but is not sent again over what came later.
        #expect(sent == ["first", "third"])
    }

    @Test func `a copy is given up after an hour`() async throws {
        let receiver = Receiver(503, 503, 503, 503, 503)
        let writeThrough = receiver.writeThrough(pauseSeconds: 1_800)
        await writeThrough.note("u", userInfo: info("a"), at: receiver.clock.now)
        await writeThrough.close()
        #expect(receiver.calls.count == 3)
    }

    @Test func `a login and each renewal are copied, and a request does not wait for it`() async throws {
        let receiver = Receiver(holdsFirst: true)
        let writeThrough = receiver.writeThrough(["name"])
        let desk = Desk(Desk.client(), writeThrough: writeThrough)
        let session = try await desk.signIn()
        desk.clock.pass(601)
        #expect(try await desk.ask(.get, "/userinfo", headers: session).status == 200)
        while receiver.state.withLock({ $0.gate == nil }) { await Task.yield() }
        receiver.state.withLock { $0.gate }?.resume()
        await writeThrough.close()
        let names = receiver.calls.map { $0.json["properties"]?.object?["name"]?.string }
        #expect(names.last == "N2" && receiver.calls.allSatisfy { $0.json["userId"] == "auth0|1" })
    }
}
