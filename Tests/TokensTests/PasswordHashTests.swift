import Kernel
import Testing
import Tokens
import Wire

@Suite("Password hashes")
struct PasswordHashTests {
    private static let random = RandomSource { (0..<$0).map { UInt8(truncatingIfNeeded: $0 &* 7) } }

    @Test("A hash of another program knows its password and no other", arguments: PasswordVectors.texts)
    func text(_ text: String) throws {
        let hash = try PasswordHash(stored: text)
        #expect(try hash.verify(PasswordVectors.password))
        #expect(try !hash.verify("Correct horse"))
        #expect(try !hash.verify(""))
        #expect(hash.stored == text)
    }

    @Test("An imported object knows its password, as it is and as it is kept", arguments: PasswordVectors.objects)
    func object(_ object: JSONObject) throws {
        let hash = try PasswordHash(customPasswordHash: object)
        let kept = try PasswordHash(stored: hash.stored)
        for hash in [hash, kept] {
            #expect(try hash.verify(PasswordVectors.password))
            #expect(try !hash.verify("correct horses"))
            #expect(try !hash.verify(""))
        }
        #expect(kept.stored == hash.stored)
        #expect(hash.needsUpgrade && kept.needsUpgrade)
    }

    @Test("A text that says all is kept as it is, imported as text or as an object", arguments: PasswordVectors.texts)
    func portable(_ text: String) throws {
        let algorithm: JSONValue =
            switch text {
            case _ where text.hasPrefix("$2"): "bcrypt"
            case _ where text.hasPrefix("$argon2"): "argon2"
            case _ where text.hasPrefix("$pbkdf2"): "pbkdf2"
            default: "ldap"
            }
        let hash = try PasswordHash(customPasswordHash: ["algorithm": algorithm, "hash": ["value": .string(text)]])
        #expect(hash.stored == text)
    }

    @Test("Examples of specifications and of Auth0's documentation")
    func published() throws {
        let hello = "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K"
        #expect(try PasswordHash(passwordHash: hello).verify("hello"))
        let md5 = PasswordVectors.digest("md5", "67A1E09BB1F83F5007DC119C14D663AA", salt: ["value": "salt"])
        #expect(try PasswordHash(customPasswordHash: md5).verify("password"))
        // RFC 6070 §2 and RFC 7914 §12.
        #expect(
            try PasswordHash(stored: "$pbkdf2-sha1$i=4096,l=20$c2FsdA$SwB5AbdlSJq+rUnZJvch0GWkKcE").verify("password")
        )
        let scrypt: JSONObject = [
            "algorithm": "scrypt", "keylen": 64, "cost": 1024, "blockSize": 8, "parallelization": 16,
            "salt": ["value": "NaCl"],
            "hash": [
                "value": """
                fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
                2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
                """,
                "encoding": "hex",
            ],
        ]
        #expect(try PasswordHash(customPasswordHash: scrypt).verify("password"))
        // The bytes by which the bug of 2011 was found, under 2a as everybody but crypt_blowfish has it.
        let salted: JSONObject = [
            "algorithm": "bcrypt", "salt": ["value": "/6M=", "encoding": "base64"],
            "hash": ["value": "$2a$05$/OK.fbVrR/bpIqNJ5ianF.nRht2l/HRhr6zmCp9vYUvvsqynflf9e"],
        ]
        #expect(try PasswordHash(customPasswordHash: salted).verify("345"))
    }

    @Test(
        "Passwords are taken in the encoding they were hashed in",
        arguments: [
            ("utf8", "a162406655b375fadbc601ee5f4362c997a83c8b"),
            ("latin1", "d99222892b96df1b4833bb3ef0a4ea628e5976d7"),
            ("binary", "d99222892b96df1b4833bb3ef0a4ea628e5976d7"),
            ("ascii", "d99222892b96df1b4833bb3ef0a4ea628e5976d7"),
            ("utf16le", "3fba8e202816c580448f23f993f854f6602d204a"),
            ("ucs2", "3fba8e202816c580448f23f993f854f6602d204a"),
        ]
    )
    func encoding(_ encoding: String, _ value: String) throws {
        var object = PasswordVectors.digest("sha1", value)
        object["password"] = ["encoding": .string(encoding)]
        let hash = try PasswordHash(customPasswordHash: object)
        #expect(try hash.verify("pÄssword"))
        #expect(try PasswordHash(stored: hash.stored).verify("pÄssword"))
        // A character beyond Latin-1 whose low byte is that of the right one.
        #expect(try !hash.verify("p\u{1C4}ssword"))
    }

    @Test("bcrypt with another encoding is kept with it")
    func bcryptEncoding() throws {
        let hash = try PasswordHash(customPasswordHash: [
            "algorithm": "bcrypt", "password": ["encoding": "latin1"],
            "hash": ["value": "$2b$04$abcdefghijklmnopqrstuui4S7k14q.MbPZ1ZOe3YfRovMKwq0zBa"],
        ])
        #expect(try PasswordHash(stored: hash.stored).verify("pÄssword"))
        #expect(hash.needsUpgrade)
    }

    @Test("A new hash is bcrypt of cost 10, knows its password and needs no better one")
    func new() throws {
        let hash = try PasswordHash.bcrypt("pÄssword", random: Self.random)
        #expect(hash.stored.hasPrefix("$2b$10$"))
        #expect(hash.stored.utf8.count == 60)
        #expect(!hash.needsUpgrade)
        #expect(try hash.verify("pÄssword"))
        #expect(try !hash.verify("pässword"))
        let kept = try PasswordHash(stored: hash.stored)
        #expect(try kept.verify("pÄssword"))
        #expect(!kept.needsUpgrade)
    }

    @Test("Two hashes of one password differ by their salts")
    func salts() throws {
        let one = try PasswordHash.bcrypt("password", cost: 4, random: .system)
        let other = try PasswordHash.bcrypt("password", cost: 4, random: .system)
        #expect(one.stored != other.stored)
        #expect(one.needsUpgrade)
    }

    @Test("bcrypt reads 72 bytes: what is beyond does not count, what is before does")
    func longPasswords() throws {
        let text = "$2b$04$abcdefghijklmnopqrstuubzadhGtS2zEF.gu0yd0opP6cVzb.e0i"
        let hash = try PasswordHash(stored: text)
        #expect(try hash.verify(String(repeating: "x", count: 72)))
        #expect(try hash.verify(String(repeating: "x", count: 73)))
        #expect(try hash.verify(String(repeating: "x", count: 72) + "another"))
        #expect(try hash.verify(String(repeating: "x", count: 10_000)))
        #expect(try !hash.verify(String(repeating: "x", count: 71)))
        let new = try PasswordHash.bcrypt(String(repeating: "ä", count: 1000), cost: 4, random: Self.random)
        #expect(try new.verify(String(repeating: "ä", count: 36)))
        #expect(try !new.verify(String(repeating: "ä", count: 35)))
    }

    @Test("A NUL never makes a password shorter")
    func nul() throws {
        #expect(throws: PasswordHashError.unhashable) {
            try PasswordHash.bcrypt("pass\u{0}word", cost: 4, random: Self.random)
        }
        for text in PasswordVectors.texts {
            #expect(try !PasswordHash(stored: text).verify(PasswordVectors.password + "\u{0}"))
            #expect(try !PasswordHash(stored: text).verify(PasswordVectors.password + "\u{0}more"))
        }
        let empty = try PasswordHash.bcrypt("", cost: 4, random: Self.random)
        #expect(try empty.verify(""))
        #expect(try !empty.verify("\u{0}"))
    }

    @Test("Only bcrypt of cost 10 needs no better hash", arguments: PasswordVectors.texts)
    func upgrade(_ text: String) throws {
        #expect(try PasswordHash(stored: text).needsUpgrade == !text.hasPrefix("$2b$10$"))
    }

    @Test("The hash for nobody costs as much as any and knows no password")
    func dummy() throws {
        #expect(PasswordHash.dummy.stored.hasPrefix("$2b$10$"))
        #expect(try !PasswordHash.dummy.verify(PasswordVectors.password))
        #expect(try !PasswordHash.dummy.verify(""))
        #expect(try PasswordHash(stored: PasswordHash.dummy.stored).stored == PasswordHash.dummy.stored)
    }

    @Test(
        "A text that is no hash is refused",
        arguments: [
            "", "password", "$", "$2", "$2b$", "$2b$10$",
            "$2b$1x$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
            "$2b$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3X",
            "$2b$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xuu",
            "$2b$10$abcdefghijklmnopqrst!u23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
            "$2b$03$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
            "$argon2id$v=19$m=1024,t=2,p=2$c29tZXNhbHRzb21lc2FsdA",
            "$argon2id$v=19$m=1024,t=2$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=1,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=1024,m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=1024,t=-2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=1024,t=2,p=1$c2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$pbkdf2-sha1$i=0,l=20$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E",
            "$pbkdf2-sha1$i=1000,l=21$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E",
            "$pbkdf2-sha1$i=1000,l=20$TmFDbDEyMzQ=$R1xBjNNqabKAyocj82BXa+C03/E",
            "{SHA}", "{SHA}AAAA", "{SSHA}L55TUjtiq8FBorTWAZ0jy6g129A=", "{MD5}a3GqqdEIQjNpXX3ydPLYVHNhbHRTQUxU",
            "{SHA", "{CRYPT}", "{CRYPT}short", "{CRYPT}$6$salt", "{CRYPT}$1$salt:$CVtlMpOHug1.jDUbVpFvB1",
            "{CRYPT}$5$rounds=+1000$saltstring$vc6YOOogU4kWVvwga8e9zTFgKcy4tb5LaPxIiPJzqEC", "{\"algorithm\":\"md5\"}",
            "{\"a\"",
        ]
    )
    func malformed(_ text: String) {
        #expect(throws: PasswordHashError.malformed) { try PasswordHash(stored: text) }
    }

    @Test(
        "A hash that would cost too much is refused",
        arguments: [
            "$2b$31$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
            "$2b$16$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu",
            "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=65536,t=9999999999,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$argon2id$v=19$m=65536,t=1,p=9999999999$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA",
            "$pbkdf2-sha1$i=9999999999,l=20$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E",
            "{CRYPT}$5$rounds=999999999$saltstring$vc6YOOogU4kWVvwga8e9zTFgKcy4tb5LaPxIiPJzqEC",
        ]
    )
    func costly(_ text: String) {
        #expect(throws: PasswordHashError.tooCostly) { try PasswordHash(stored: text) }
    }

    @Test(
        "A scheme that is not known is refused by name",
        arguments: [
            ("$2x$10$abcdefghijklmnopqrstuu23JPZtHcGhwXSF41f93o/7vBdDut3Xu", "bcrypt version $2x"),
            ("$argon2$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA", "argon2"),
            ("$argon2i$v=18$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA", "argon2 version 18"),
            ("$argon2i$v=19$m=1024,t=2,p=1,x=1$c29tZXNhbHRzb21lc2FsdA$tsO6Y2aSBljG2z0xzqpPrA", "parameter x"),
            ("$pbkdf2-sha3$i=1000,l=20$TmFDbDEyMzQ$R1xBjNNqabKAyocj82BXa+C03/E", "digest sha3"),
            ("{SASL}someone", "scheme {SASL}"), ("{CRYPT}$y$j9T$salt$hash", "scheme of {CRYPT}"),
        ]
    )
    func unsupported(_ text: String, _ what: String) {
        #expect(throws: PasswordHashError.unsupported(what)) { try PasswordHash(stored: text) }
    }

    @Test("No description shows a hash")
    func redaction() throws {
        let hash = try PasswordHash(stored: PasswordVectors.texts[0])
        #expect("\(hash)" == "password hash ‹redacted›")
        #expect(String(reflecting: hash) == "password hash ‹redacted›")
        #expect(Mirror(reflecting: hash).children.isEmpty)
    }
}
