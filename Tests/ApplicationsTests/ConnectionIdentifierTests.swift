import Applications
import Kernel
import Testing
import Wire

@Suite("What names an account at a connection has")
struct ConnectionIdentifierTests {
    private static func connection(_ options: JSONObject) -> Connection {
        Connection(
            Document(
                tenant: .default,
                kind: .connection,
                id: "con_1",
                body: ["name": "db", "strategy": "auth0", "options": .object(options)],
                createdAt: Instant(seconds: 0)
            )
        )
    }

    typealias Status = Connection.Identifiers.SignUpStatus

    static let options: [(JSONObject, email: Status, username: Status, phone: Status)] = [
        ([:], .required, .unasked, .unasked),
        (["requires_username": true], .required, .required, .unasked),
        (["attributes": ["email": ["identifier": ["active": true]]]], .optional, .unasked, .unasked),
        (
            [
                "attributes": [
                    "email": ["signup": ["status": "inactive"]],
                    "username": ["identifier": ["active": true], "signup": ["status": "required"]],
                    "phone_number": ["signup": ["status": "optional"]],
                ]
            ],
            .inactive, .required, .optional
        ),
        (
            [
                "attributes": [
                    "email": ["profile_required": true, "signup": ["status": "optional"]],
                    "phone_number": ["profile_required": true],
                    "username": ["profile_required": false],
                ]
            ],
            .required, .unasked, .required
        ),
    ]

    @Test("sign-up asks for what the attributes say, and always for what every account must have", arguments: options)
    func signUp(row: (JSONObject, email: Status, username: Status, phone: Status)) {
        let identifiers = Self.connection(row.0).identifiers
        #expect(identifiers.emailAtSignUp == row.email)
        #expect(identifiers.usernameAtSignUp == row.username)
        #expect(identifiers.phoneAtSignUp == row.phone)
    }

    @Test("what sign-up demands and what every account must have are two things")
    func required() {
        let signUpOnly: JSONObject = ["identifier": ["active": true], "signup": ["status": "required"]]
        let identifiers = Self.connection(["attributes": ["email": .object(signUpOnly)]]).identifiers
        #expect(identifiers.email && !identifiers.isEmailRequired && identifiers.emailAtSignUp == .required)
        let everywhere = Self.connection(["attributes": ["phone_number": ["profile_required": true]]]).identifiers
        #expect(everywhere.isPhoneRequired && !everywhere.phone && !everywhere.isEmailRequired)
        #expect(Self.connection([:]).identifiers.isEmailRequired)
    }

    static let proofs: [(JSONObject, isAsked: Bool, byCode: Bool)] = [
        ([:], true, false), (["attributes": ["email": ["verification_method": "link"]]], true, false),
        (["attributes": ["email": ["verification_method": "otp"]]], true, true),
        (["attributes": ["email": ["signup": ["verification": ["active": false]]]]], false, false),
        (["attributes": ["email": ["signup": ["verification": ["active": true]]]]], true, false),
    ]

    @Test("an address is proved by link or by code, unless sign-up does not ask for it", arguments: proofs)
    func proof(row: (JSONObject, isAsked: Bool, byCode: Bool)) {
        let connection = Self.connection(row.0)
        #expect(connection.verifiesEmailAtSignUp == row.isAsked)
        #expect(connection.verifiesEmailByCode == row.byCode)
    }
}
