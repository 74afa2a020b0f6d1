import Synchronization
import Testing

@testable import Server

@Suite("Opening ports")
struct PortsOpeningTests {
    @Test("The server is ready when the last port is open, and is told so once")
    func lastPort() async {
        let told = Mutex<[Ports]>([])
        let opening = PortsOpening(expected: 3) { ports in told.withLock { $0.append(ports) } }
        for (port, number) in [(\Ports.admin, 8090), (\.https, 8443)]
            as [(WritableKeyPath<Ports, Int?> & Sendable, Int)]
        {
            await opening.opened(port, number)
            #expect(await !opening.isComplete)
        }
        #expect(told.withLock { $0.isEmpty })
        await opening.opened(\.http, 8080)
        #expect(await opening.isComplete)
        let ports = told.withLock { $0 }
        #expect(ports.map(\.http) == [8080] && ports.map(\.https) == [8443] && ports.map(\.admin) == [8090])
    }
}
