import Testing
import Tokens
import Wire

@Suite("Imported password hashes")
struct PasswordImportTests {
    private static let sha1 = "2f9e53523b62abc141a2b4d6019d23cba835dbd0"
    private static let bcrypt = "$2b$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu"
    private static let argon2 =
        "$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$DvOFzkGfq+KnIJd6iT3E79g7tvGBhMTX1w99hbpDw54"

    struct Row: Sendable, CustomTestStringConvertible {
        let json: String
        let code: PasswordImportError.Code
        let path: String
        let message: String
        var testDescription: String { json }

        init(_ json: String, _ code: PasswordImportError.Code, _ path: String, _ message: String) {
            self.json = json
            self.code = code
            self.path = path.isEmpty ? "custom_password_hash" : "custom_password_hash.\(path)"
            self.message = message
        }
    }

    static let rows = [
        Row("{}", .required, "algorithm", "Missing required property: algorithm"),
        Row(#"{"algorithm":7}"#, .type, "algorithm", "Expected type string"),
        Row(#"{"algorithm":"rot13"}"#, .value, "algorithm", "No enum match for: rot13"),
        Row(#"{"algorithm":"md5","extra":1}"#, .additional, "", "Additional properties not allowed: extra"),
        Row(#"{"algorithm":"md5"}"#, .required, "hash", "Missing required property: hash"),
        Row(#"{"algorithm":"md5","hash":"x"}"#, .type, "hash", "Expected type object"),
        Row(#"{"algorithm":"md5","hash":{}}"#, .required, "hash.encoding", "Missing required property: encoding"),
        Row(
            #"{"algorithm":"md5","hash":{"encoding":"utf8","value":"x"}}"#,
            .notAllowed,
            "hash.encoding",
            "encoding must be hex or base64"
        ),
        Row(
            #"{"algorithm":"md5","hash":{"encoding":"hex"}}"#,
            .required,
            "hash.value",
            "Missing required property: value"
        ),
        Row(#"{"algorithm":"md5","hash":{"encoding":"hex","value":"xy"}}"#, .format, "hash.value", "value is not hex"),
        Row(
            #"{"algorithm":"md5","hash":{"encoding":"base64","value":"?"}}"#,
            .format,
            "hash.value",
            "value is not base64"
        ),
        Row(
            #"{"algorithm":"md5","hash":{"encoding":"hex","value":"\#(sha1)"}}"#,
            .format,
            "hash.value",
            "The value has 20 bytes, md5 makes 16"
        ),
        Row(
            #"{"algorithm":"sha1","hash":{"encoding":"hex","value":"\#(sha1)"},"salt":{}}"#,
            .required,
            "salt.value",
            "Missing required property: value"
        ),
        Row(
            #"{"algorithm":"sha1","hash":{"encoding":"hex","value":"\#(sha1)"},"salt":{"value":"a","position":"in"}}"#,
            .value,
            "salt.position",
            "No enum match for: in"
        ),
        Row(
            #"{"algorithm":"sha1","hash":{"encoding":"hex","value":"\#(sha1)"},"password":{"encoding":"utf7"}}"#,
            .value,
            "password.encoding",
            "No enum match for: utf7"
        ),
        Row(
            #"{"algorithm":"hmac","hash":{"encoding":"hex","value":"\#(sha1)"}}"#,
            .required,
            "hash.digest",
            "Missing required property: digest"
        ),
        Row(
            #"{"algorithm":"hmac","hash":{"encoding":"hex","value":"\#(sha1)","digest":"sha1"}}"#,
            .required,
            "hash.key",
            "Missing required property: key"
        ),
        Row(
            #"{"algorithm":"hmac","hash":{"encoding":"hex","value":"\#(sha1)","digest":"sha1","key":{}}}"#,
            .required,
            "hash.key.value",
            "Missing required property: value"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"}}"#,
            .required,
            "keylen",
            "Missing required property: keylen"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"},"keylen":0}"#,
            .minimum,
            "keylen",
            "Value 0 is less than minimum 1"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"},"keylen":32}"#,
            .format,
            "hash.value",
            "The value has 20 bytes, keylen says 32"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"},"keylen":20,"cost":1000}"#,
            .format,
            "cost",
            "cost must be a power of two greater than one"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"},"keylen":20,"cost":1073741824}"#,
            .maximum,
            "",
            "The hash asks for more work than a sign-in may cost"
        ),
        Row(
            #"{"algorithm":"scrypt","hash":{"encoding":"hex","value":"\#(sha1)"},"keylen":20,"blockSize":"8"}"#,
            .type,
            "blockSize",
            "Expected type integer"
        ),
        Row(
            #"{"algorithm":"bcrypt","hash":{"value":"\#(argon2)"}}"#,
            .format,
            "hash.value",
            "The value is not a hash of bcrypt"
        ),
        Row(
            #"{"algorithm":"bcrypt","hash":{"value":"$2x$10$abc"}}"#,
            .format,
            "hash.value",
            "The value is not a hash of that form"
        ),
        Row(
            #"{"algorithm":"bcrypt","hash":{"value":"\#(bcrypt)","encoding":"hex"}}"#,
            .notAllowed,
            "hash.encoding",
            "encoding must be utf8"
        ),
        Row(
            #"{"algorithm":"bcrypt","hash":{"value":"\#(bcrypt)"},"password":{"encoding":"utf16le"}}"#,
            .notAllowed,
            "password.encoding",
            "bcrypt takes no utf16le"
        ),
        Row(
            #"{"algorithm":"bcrypt","hash":{"value":"\#(bcrypt)"},"salt":{"value":"00","encoding":"hex"}}"#,
            .format,
            "salt.value",
            "A salt of bcrypt has no NUL byte"
        ),
        Row(
            #"{"algorithm":"argon2","hash":{"value":"\#(argon2)"},"salt":{"value":"x"}}"#,
            .notAllowed,
            "salt",
            "argon2 has its salt in the value"
        ),
        Row(
            #"{"algorithm":"argon2","hash":{"value":"\#(argon2)","salt":{"value":"x"}}}"#,
            .notAllowed,
            "salt",
            "argon2 has its salt in the value"
        ),
        Row(
            #"{"algorithm":"pbkdf2","hash":{"value":"$pbkdf2-mdc2$i=1,l=16$YQ$YQ"}}"#,
            .format,
            "hash.value",
            "Not supported: digest mdc2"
        ),
        Row(
            #"{"algorithm":"ldap","hash":{"value":"{SASL}x"}}"#,
            .format,
            "hash.value",
            "Not supported: scheme {SASL}"
        ),
    ]

    @Test("A wrong object is refused with the member that is wrong", arguments: rows)
    func refusal(_ row: Row) throws {
        let object = try #require(try JSONReader.parse(row.json).object)
        #expect(throws: PasswordImportError(row.code, row.path, row.message)) {
            try PasswordHash(customPasswordHash: object)
        }
    }

    @Test("A password_hash is bcrypt of 2a or 2b", arguments: ["2a", "2b"])
    func passwordHash(_ version: String) throws {
        let text = "$\(version)$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu"
        let hash = try PasswordHash(passwordHash: text)
        #expect(hash.stored == text)
        #expect(!hash.needsUpgrade)
        #expect(try hash.verify(PasswordVectors.password))
    }

    @Test("Any other password_hash is refused", arguments: ["", "password", "$2b$10$short", "$2y$10$", argon2])
    func refusedPasswordHash(_ text: String) {
        let error = #expect(throws: PasswordImportError.self) { try PasswordHash(passwordHash: text) }
        #expect(error?.path == "password_hash")
        #expect(error?.code == .format)
    }
}
