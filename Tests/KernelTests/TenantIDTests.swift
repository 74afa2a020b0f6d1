import Kernel
import Testing

@Suite("Names of tenants")
struct TenantIDTests {
    @Test(
        "are labels of a host",
        arguments: ["a", "7", "default", "acme-eu", "a--b", "0-9", String(repeating: "a", count: 63)]
    )
    func accepted(name: String) {
        #expect(TenantID(checking: name)?.rawValue == name)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", "-", "-a", "a-", "Acme", "a.b", "a_b", "a b", "a/b", "é", "a\0", "../x", "a:b",
            String(repeating: "a", count: 64),
        ]
    )
    func refused(name: String) {
        #expect(TenantID(checking: name) == nil)
    }
}
