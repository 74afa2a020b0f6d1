import Kernel
import Server
import Testing
import Wire

@Suite("The text of a seed")
struct SeedTextTests {
    static let interpolated: [(String, String)] = [
        ("plain", "plain"), ("${A}", "1"), ("x${A}y${LONG_NAME}z", "x1ytwoz"), ("$A", "$A"), ("5$", "5$"),
        ("$${A}", "${A}"), ("$$${A}", "$${A}"), ("${EMPTY}", ""), ("${A}${A}", "11"), ("}", "}"),
        // What a variable holds is not read again.
        ("${RECURSIVE}", "${A}"),
    ]

    @Test("has its variables put in, once", arguments: interpolated)
    func variables(text: String, expected: String) throws {
        let interpolation = Interpolation(variables: [
            "A": "1", "LONG_NAME": "two", "EMPTY": "", "RECURSIVE": "${A}",
        ])
        let value: JSONValue = ["list": [.string(text), 5, true, nil], "${A}": .string(text)]
        let result = try interpolation.apply(to: value, at: .root)
        // Names of members stay as they are.
        #expect(result == ["list": [.string(expected), 5, true, nil], "${A}": .string(expected)])
    }

    @Test(
        "must not ask for a variable that is not set, or leave one open",
        arguments: [
            ("${NONE}", "a[1].b: the environment variable 'NONE' is not set"),
            ("${}", "a[1].b: the environment variable '' is not set"),
            ("${A", "a[1].b: '${' without '}'; write '$${' for a plain '${'"),
        ]
    )
    func unset(text: String, message: String) {
        let value: JSONValue = ["a": ["x", ["b": .string(text)]]]
        let error = #expect(throws: SeedError.self) { try Interpolation(variables: [:]).apply(to: value, at: .root) }
        #expect(error?.description == message)
    }

    static let scalars: [(String, JSONValue)] = [
        ("5", 5), ("-5", -5), ("0x1f", 31), ("5.5", 5.5), ("1e3", 1000.0), ("true", true), ("no", false), ("~", nil),
        ("null", nil), ("''", ""), ("'5'", "5"), ("\"yes\"", "yes"), ("2026-11-21", "2026-11-21"), (".inf", ".inf"),
        ("read:things", "read:things"), ("!!str 5", "5"), ("[a, 1]", ["a", 1]), ("{a: {b: 1}}", ["a": ["b": 1]]),
    ]

    @Test("is YAML, whose scalars are what JSON has", arguments: scalars)
    func yaml(text: String, expected: JSONValue) throws {
        #expect(try YAMLFile.parse("value: \(text)", name: "f") == ["value": expected])
    }

    @Test("may say things once and mean them twice")
    func anchors() throws {
        let text = "a: &x {b: 1}\nc: *x\n"
        #expect(try YAMLFile.parse(text, name: "f") == ["a": ["b": 1], "c": ["b": 1]])
    }

    @Test("that is no YAML is refused with its place", arguments: ["a: [", "a: *none", "? [a, b]\n: 1", "a: 'x"])
    func broken(text: String) {
        let error = #expect(throws: StartupError.self) { try YAMLFile.parse(text, name: "seed.yaml") }
        #expect(error.map { "\($0)".contains("seed.yaml") } == true)
    }

    @Test("knows places in it by their names and numbers")
    func paths() {
        #expect(SeedPath.root.description == "")
        #expect(SeedPath.root["a"][2]["b"].description == "a[2].b")
        #expect(SeedError(.root, "why").description == "why")
        #expect(SeedError(SeedPath.root["a"], "why").description == "a: why")
    }
}
