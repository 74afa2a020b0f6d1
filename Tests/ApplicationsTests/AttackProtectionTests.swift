import Applications
import Testing
import Wire

@Suite("Attack protection")
struct AttackProtectionTests {
    @Test("addresses and networks of the allowlist are never counted")
    func allowlist() {
        let settings: JSONObject = ["allowlist": ["192.0.2.7", "10.0.0.0/8"]]
        let protection = AttackProtection(bruteForce: settings, suspiciousAddress: settings)
        for address in ["192.0.2.7", "10.9.8.7"] {
            #expect(!protection.bruteForce.applies(to: address) && !protection.suspiciousAddress.applies(to: address))
        }
        #expect(protection.bruteForce.applies(to: "192.0.2.8") && protection.suspiciousAddress.applies(to: "192.0.2.8"))
    }
}
