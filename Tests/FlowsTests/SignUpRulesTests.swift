import Applications
import Directory
import Kernel
import Testing
import Wire

@testable import Flows

@Suite("The names that sign-up takes")
struct SignUpRulesTests {
    private static func names(_ names: SignUpRules.Names, _ attributes: JSONObject) throws -> SignUpRules.Names {
        let document = Document(
            tenant: .default,
            kind: .connection,
            id: "con_1",
            body: ["name": "db", "strategy": "auth0", "options": ["attributes": .object(attributes)]],
            createdAt: Instant(seconds: 0)
        )
        let application = SignUp.Application(
            email: names.email,
            username: names.username,
            phoneNumber: names.phoneNumber,
            password: "any"
        )
        return try SignUpRules.names(application, Connection(document))
    }

    private static func refused(_ names: SignUpRules.Names, _ attributes: JSONObject) throws -> LoginIdentifier.Kind? {
        do {
            _ = try Self.names(names, attributes)
            return nil
        } catch SignUp.Refusal.invalid(let kind) { return kind }
    }

    private static let email = SignUpRules.Names(email: "a@example.com")
    private static let username = SignUpRules.Names(username: "anna")
    private static let all = SignUpRules.Names(
        email: "a@example.com",
        username: "anna",
        phoneNumber: "+4912345678"
    )

    @Test("are demanded where the attribute is required, at sign-up or of everybody")
    func required() throws {
        let atSignUp: JSONObject = ["phone_number": ["signup": ["status": "required"]]]
        let ofEverybody: JSONObject = ["phone_number": ["profile_required": true]]
        for attributes in [atSignUp, ofEverybody] {
            #expect(try Self.refused(Self.email, attributes) == .phone)
            #expect(try Self.names(Self.all, attributes).phoneNumber == "+4912345678")
        }
    }

    @Test("are refused where the attribute is inactive, and left out where nobody asked for them")
    func inactive() throws {
        let inactive: JSONObject = [
            "email": ["identifier": ["active": true]], "username": ["signup": ["status": "inactive"]],
        ]
        #expect(try Self.refused(Self.all, inactive) == .username)
        #expect(try Self.names(Self.email, inactive) == Self.email)
        let unasked: JSONObject = ["email": ["identifier": ["active": true]]]
        #expect(try Self.names(Self.all, unasked) == Self.email)
    }

    @Test("need not identify anybody to be kept")
    func optional() throws {
        let attributes: JSONObject = [
            "email": ["identifier": ["active": true]], "username": ["signup": ["status": "optional"]],
        ]
        let both = SignUpRules.Names(email: "a@example.com", username: "anna")
        #expect(try Self.names(both, attributes) == both)
        #expect(try Self.names(Self.username, attributes) == Self.username)
    }

    @Test("are asked for by the first of them when there are none")
    func none() throws {
        #expect(try Self.refused(SignUpRules.Names(), ["phone_number": ["identifier": ["active": true]]]) == .phone)
        #expect(try Self.refused(SignUpRules.Names(email: " "), ["email": ["identifier": ["active": true]]]) == .email)
    }
}
