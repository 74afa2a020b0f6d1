import Directory
import Testing
import Wire

@Suite("Passwords that are refused for what they are")
struct PasswordListTests {
    private static let dictionary = PasswordPolicy(options: [
        "password_dictionary": ["enable": true, "dictionary": ["Latchkey", "Türschloss"]]
    ])

    @Test(
        "Common passwords and those of the tenant's list are refused, in either case",
        arguments: ["password", "PassWord", "123456", "qwerty", "michael", "пароль", "latchkey", "TÜRSCHLOSS"]
    )
    func common(_ password: String) throws {
        let violation = try #require(Self.dictionary.check(password, of: PersonalData()))
        #expect(
            JSONWriter.text(.object(violation.body)) == #"""
                {"name":"PasswordDictionaryError","message":"Password is too common","code":"invalid_password",\#
                "description":"Password is not allowed, it might be too common.","statusCode":400}
                """#
        )
        #expect(PasswordPolicy(options: [:]).check(password, of: PersonalData()) == nil)
    }

    @Test(
        "Other passwords are not, even if they begin like one",
        arguments: ["password and more", "latchkeys", "gr33n-tele-phone", "", " "]
    )
    func uncommon(_ password: String) {
        #expect(Self.dictionary.check(password, of: PersonalData())?.kind != .dictionary)
    }

    @Test("The flexible policy has its own switch and list")
    func flexible() {
        func policy(_ isActive: Bool) -> PasswordPolicy {
            let group: JSONValue = ["active": .bool(isActive), "custom": ["latchkey"], "default": "en_10k"]
            return PasswordPolicy(options: [
                "password_dictionary": ["enable": true], "password_options": ["dictionary": group],
            ])
        }
        #expect(policy(true).check("Latchkey", of: PersonalData())?.kind == .dictionary)
        #expect(policy(true).check("password", of: PersonalData())?.kind == .dictionary)
        #expect(policy(false).check("password", of: PersonalData()) == nil)
    }
}

@Suite("Passwords that hold personal data")
struct PersonalDataTests {
    private static let policy = PasswordPolicy(options: ["password_no_personal_info": ["enable": true]])
    private static let person = PersonalData(
        email: "Jane.Doe@example.com",
        username: "janed",
        phoneNumber: "+15551234567",
        profile: [
            "name": "Jane van Dyke", "nickname": "JD", "family_name": "Quixote", "picture": "https://x.test/abcd",
        ],
        userMetadata: ["first": "Zelda", "last": "Ng", "color": "purple", "name": "Queen Zed"]
    )

    @Test(
        "Values, the name in an address and the words of names are refused, in either case",
        arguments: [
            "xxJANE.DOExx", "jane.doe@example.com", "1janed1", "my-jane-pw", "dyke99", "quixote!", "zelda2024",
            "queen-bee",
            "jane van dyke",
        ]
    )
    func refused(_ password: String) throws {
        let violation = try #require(Self.policy.check(password, of: Self.person))
        #expect(
            JSONWriter.text(.object(violation.body)) == #"""
                {"name":"PasswordNoUserInfoError","message":"Password contains user information",\#
                "code":"invalid_password",\#
                "description":"Password is based on user information","statusCode":400}
                """#
        )
        #expect(PasswordPolicy(options: [:]).check(password, of: Self.person) == nil)
    }

    @Test(
        "Short values, other fields and other words are not",
        arguments: ["advantage", "jd123456", "singing", "purple rain", "example.com", "5551234567", "abcd"]
    )
    func accepted(_ password: String) {
        #expect(Self.policy.check(password, of: Self.person) == nil)
    }

    @Test("Somebody of whom nothing is known may use anything")
    func nobody() {
        #expect(Self.policy.check("jane.doe", of: PersonalData()) == nil)
    }

    @Test("The flexible policy names the fields")
    func fields() {
        func policy(_ fields: JSONValue, isActive: Bool = true) -> PasswordPolicy {
            let group: JSONValue = ["active": .bool(isActive), "blocked_fields": fields]
            return PasswordPolicy(options: ["password_options": ["profile_data": group]])
        }
        let some = policy(["phone_number", "user_metadata.color"])
        #expect(some.check("Purple-1", of: Self.person)?.kind == .personalData)
        #expect(some.check("x15551234567", of: Self.person)?.kind == .personalData)
        #expect(some.check("janed", of: Self.person) == nil)
        #expect(policy([]).check("janed", of: Self.person) == nil)
        #expect(policy(["username"], isActive: false).check("janed", of: Self.person) == nil)
    }
}
