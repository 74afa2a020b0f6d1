/// The ports a server listens on.
package struct Ports: Sendable {
    /// HTTP.
    package var http: Int?
    /// HTTPS.
    package var https: Int?
    /// Health and metrics.
    package var admin: Int?
}

/// Waits for the last port to open.
actor PortsOpening {
    private var ports = Ports()
    private var left: Int
    private let ready: @Sendable (Ports) async -> Void

    /// - Parameters:
    ///   - expected: How many ports there will be.
    ///   - ready: Called once, when all of them are open.
    init(expected: Int, ready: @escaping @Sendable (Ports) async -> Void) {
        left = expected
        self.ready = ready
    }

    /// Whether all of them are open.
    var isComplete: Bool { left == 0 }

    /// Notes that a port is open, and its number.
    func opened(_ port: any WritableKeyPath<Ports, Int?> & Sendable, _ number: Int) async {
        ports[keyPath: port] = number
        left -= 1
        guard left == 0 else { return }
        await ready(ports)
        ResidentMemory.releaseProgramPages()
    }
}
