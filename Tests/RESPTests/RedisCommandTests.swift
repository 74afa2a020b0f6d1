import NIOCore
import RESP
import Testing

@Suite struct RedisCommandTests {
    private static let commands: [(command: RedisCommand, bytes: String)] = [
        (RedisCommand("PING"), "*1\r\n$4\r\nPING\r\n"),
        (RedisCommand("GET", "schlüssel"), "*2\r\n$3\r\nGET\r\n$10\r\nschlüssel\r\n"),
        (
            RedisCommand("SET", "a\r\n", .bytes([0x62, 0x0D, 0x0A]), "EX", .integer(-10)),
            "*5\r\n$3\r\nSET\r\n$3\r\na\r\n\r\n$3\r\nb\r\n\r\n$2\r\nEX\r\n$3\r\n-10\r\n"
        ),
        (
            RedisCommand(["DEL"] + (0..<9).map { .integer($0) }),
            "*10\r\n$3\r\nDEL\r\n" + (0..<9).map { "$1\r\n\($0)\r\n" }.joined()
        ),
        (RedisCommand("SET", .text(""), .bytes([])), "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$0\r\n\r\n"),
    ]

    @Test(arguments: commands)
    func `a command is an array of values, whatever they hold`(_ command: RedisCommand, _ bytes: String) {
        #expect(String(buffer: command.encoded) == bytes)
    }

    @Test func `a description has the name and no argument`() {
        let command = RedisCommand("AUTH", "gateway", .bytes(Array("secret".utf8)))
        #expect("\(command)" == "AUTH")
        #expect("\(RedisCommand.Argument.text("secret"))" == "‹redacted›")
        let credentials = RedisCredentials(user: "gateway", password: "secret")
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] { #expect(!text.contains("secret")) }
    }
}

@Suite struct RedisHostTests {
    private static let lists: [(text: String, hosts: [RedisHost]?)] = [
        ("redis", [RedisHost(name: "redis")]),
        ("redis:6380", [RedisHost(name: "redis", port: 6380)]),
        (" a , b:1,, c ", [RedisHost(name: "a"), RedisHost(name: "b", port: 1), RedisHost(name: "c")]),
        ("127.0.0.1:7000", [RedisHost(name: "127.0.0.1", port: 7000)]),
        (
            "[::1]:7000,[fe80::1],::1",
            [RedisHost(name: "::1", port: 7000), RedisHost(name: "fe80::1"), RedisHost(name: "::1")]
        ),
        ("", nil), (" , ", nil), (":6379", nil), ("a:", nil), ("a:0", nil), ("a:65536", nil), ("a:x", nil),
        ("a:-1", nil),
        ("[::1", nil), ("[::1]x", nil), ("redis://a", nil), ("user@a", nil), ("a b", nil), ("a,b:x", nil),
    ]

    @Test(arguments: lists)
    func `a list of hosts is read`(_ text: String, _ hosts: [RedisHost]?) {
        #expect(RedisHost.list(text) == hosts)
    }

    @Test func `a host is written as it is read`() {
        for text in ["redis:6379", "127.0.0.1:1", "[::1]:7000"] { #expect(RedisHost(text)?.description == text) }
    }
}
