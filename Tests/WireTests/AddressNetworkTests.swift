import Testing
import Wire

@Suite("Networks of addresses")
struct AddressNetworkTests {
    /// Each row: a network, an address, and whether it belongs to it.
    static let rows: [(String, String, Bool)] = [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.4", false), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("10.0.0.128/25", "10.0.0.127", false),
        ("10.0.0.128/25", "10.0.0.200", true), ("0.0.0.0/0", "192.0.2.1", true), ("0.0.0.0/0", "::1", false),
        ("2001:db8::/32", "2001:db8:1::1", true), ("2001:db8::/32", "2001:db9::1", false), ("::1", "::1", true),
        ("10.0.0.0/8", "no address", false), ("10.0.0.0/8", "", false),
    ]

    @Test("an address belongs to a network", arguments: rows)
    func contains(network: String, address: String, expected: Bool) throws {
        #expect(try #require(AddressNetwork(network)).contains(address) == expected)
    }

    @Test(
        "what is no network is none",
        arguments: ["", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "a/8", "1.2.3.4/-1"]
    )
    func refused(text: String) {
        #expect(AddressNetwork(text) == nil)
    }
}
