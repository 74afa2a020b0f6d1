import Server
import Testing

@testable import latchkey

@Suite("Our lines in the hosts file")
struct HostsFileTests {
    private static let ours = "# >>> latchkey\n127.0.0.1 a.test\n127.0.0.1 b.test\n# <<< latchkey\n"
    private let file = HostsFile(names: ["a.test", "b.test", "a.test"])

    @Test("name each name once, in order, between two markers")
    func lines() {
        #expect(file.lines == ["# >>> latchkey", "127.0.0.1 a.test", "127.0.0.1 b.test", "# <<< latchkey"])
        #expect(HostsFile(names: []).lines == ["# >>> latchkey", "# <<< latchkey"])
    }

    static let merged: [(String, String, String)] = [
        ("an empty file", "", ours),
        ("others' lines", "127.0.0.1 localhost\n", "127.0.0.1 localhost\n" + ours),
        ("a last line that does not end", "127.0.0.1 localhost", "127.0.0.1 localhost\n" + ours),
        ("blank lines of others", "::1 localhost\n\n", "::1 localhost\n\n" + ours),
        (
            "lines of ours from before, in their place",
            "127.0.0.1 localhost\n# >>> latchkey\n127.0.0.1 old.test\n# <<< latchkey\n# after\n",
            "127.0.0.1 localhost\n" + ours + "# after\n"
        ),
        ("the same lines", "127.0.0.1 localhost\n" + ours, "127.0.0.1 localhost\n" + ours),
    ]

    @Test("stand beside what is there", arguments: merged)
    func merging(what: String, before: String, after: String) throws {
        #expect(try file.merged(into: before) == after, "\(what)")
        #expect(try file.merged(into: after) == after, "\(what), a second time")
    }

    @Test(
        "are left alone where a marker is without its other, for nobody knows what is between them",
        arguments: [
            "# >>> latchkey\n127.0.0.1 a.test\n", "127.0.0.1 a.test\n# <<< latchkey\n",
            "# <<< latchkey\n# >>> latchkey\n",
        ]
    )
    func broken(content: String) {
        let error = #expect(throws: StartupError.self) { try file.merged(into: content) }
        #expect(error.map { "\($0)".contains("without the other") } == true)
    }
}
