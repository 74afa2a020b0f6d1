import Applications
import Kernel
import Storage
import StoragePostgres
import Testing

@Suite struct PlaceholderTests {
    @Test(arguments: [
        ("SELECT 1", "SELECT 1"),
        ("?", "$1"),
        ("INSERT INTO a VALUES (?, ?,?)", "INSERT INTO a VALUES ($1, $2,$3)"),
        ("SELECT 'é' WHERE b = ? LIMIT ?", "SELECT 'é' WHERE b = $1 LIMIT $2"),
        ("?,?,?,?,?,?,?,?,?,?,?", "$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11"),
    ])
    func `each question mark becomes a number`(sql: String, numbered: String) {
        #expect(Placeholders.numbered(sql) == numbered)
    }
}

@Suite struct ChangeMessageTests {
    private let changes: [ConfigurationChange] = [
        .document(tenant: .default, kind: .client, id: "a:b 1:2\n‹é›"),
        .document(tenant: .default, kind: .tenantSettings, id: ""),
        .signingKeys(tenant: TenantID(rawValue: "acme")),
        .tenant(TenantID(rawValue: "acme")),
        .everything,
    ]

    @Test func `a payload is read as it was written`() {
        let message = ChangeMessage(token: "driver-1", changes: changes)
        #expect(ChangeMessage(payload: message.payload) == message)
    }

    @Test(arguments: [
        "", "x", "9:short", "-1:a", "1:a8:document3:abc", "1:a4:nova", "99999999999999999999:a", "1:a4:keys",
    ])
    func `a payload that cannot be read may mean anything`(payload: String) {
        let changes = ChangeMessage(payload: payload).changes
        #expect(changes == [.everything])
    }

    @Test func `changes that do not fit a payload become word of everything`() {
        let many = (0..<1000).map { ConfigurationChange.document(tenant: .default, kind: .client, id: "client \($0)") }
        let payload = ChangeMessage(token: "driver-2", changes: many).payload
        #expect(payload.utf8.count < 8000)
        #expect(ChangeMessage(payload: payload) == ChangeMessage(token: "driver-2", changes: [.everything]))
    }
}

@Suite struct PostgresAddressTests {
    @Test func `a description names user, host and database but no secret`() throws {
        let url = "postgres://anna:s%C3%A9same@db.example:5433/latchkey?sslmode=verify-full&sslpassword=inner"
        let address = try PostgresAddress(url: url)
        #expect("\(address)" == "postgres://anna@db.example:5433/latchkey")
        var dumped = ""
        dump(address, to: &dumped)
        for secret in ["s%C3%A9same", "sésame", "inner"] { #expect(!dumped.contains(secret)) }
    }

    @Test(arguments: [
        "mysql://anna:sesame@db/latchkey", "postgres://anna:ses%ame@db/latchkey", "postgres://anna:sesame@db:x:y/%zz",
        "postgres://anna:sesame@db/latchkey?sesame=1", "postgres://anna:sesame@db/latchkey?pool_size=sesame",
        "host=db password=sesame",
    ])
    func `an address that cannot be read is refused without repeating it`(url: String) {
        let error = #expect(throws: StoreError.self) { try PostgresAddress(url: url) }
        let text = error.map { "\($0)" } ?? ""
        #expect(text.contains("unavailable") && !text.contains("sesame") && !text.contains("ses%ame"))
    }
}
