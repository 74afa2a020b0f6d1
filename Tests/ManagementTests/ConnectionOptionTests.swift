import Kernel
import Management
import Testing
import Wire

@Suite("Options of connections")
struct ConnectionOptionTests {
    private let fixture: ManagementFixture

    init() async throws { fixture = try await ManagementFixture.make() }

    private func options(_ strategy: String, _ asked: JSONObject) async throws -> JSONObject {
        let made = try await fixture.administration.createConnection(
            ["name": "one", "strategy": .string(strategy), "options": .object(asked)],
            fixture.context()
        )
        return made["options"]?.object ?? [:]
    }

    @Test("An organization of Okta is described by its domain, and fills in what was left open")
    func okta() async throws {
        let made = try await options(
            "okta",
            [
                "domain": "acme.okta.example", "client_id": "a", "authorization_endpoint": "https://own.example",
                "token_endpoint": nil,
            ]
        )
        #expect(made["authorization_endpoint"] == "https://own.example")
        #expect(made["token_endpoint"] == "https://acme.okta.example/oauth2/v1/token")
        let metadata = made["oidc_metadata"]
        #expect(metadata?["issuer"] == "https://acme.okta.example")
        #expect(metadata?["grant_types_supported"]?.strings?.contains("urn:openid:params:grant-type:ciba") == true)
        #expect(metadata?["backchannel_token_delivery_modes_supported"] == ["poll"])
        #expect(metadata?["id_token_encryption_enc_values_supported"] == ["A256GCM"])
        #expect(metadata?["claims_parameter_supported"] == false)
    }

    @Test("Metadata that was given stays as it is, but for what it is silent about")
    func givenMetadata() async throws {
        let given: JSONObject = ["issuer": "https://idp.example", "request_parameter_supported": true]
        let made = try await options("oidc", ["client_id": "a", "oidc_metadata": .object(given)])
        #expect(made["issuer"] == "https://idp.example")
        #expect(made["oidc_metadata"]?["request_parameter_supported"] == true)
        #expect(made["oidc_metadata"]?["claims_parameter_supported"] == false)
    }

    @Test("A database signs in with passwords, and says so of every other method")
    func database() async throws {
        let methods = try await options("auth0", [:])["authentication_methods"]
        #expect(methods?["password"]?["enabled"] == true)
        for name in ["passkey", "email_otp", "phone_otp"] { #expect(methods?[name]?["enabled"] == false) }
    }
}
