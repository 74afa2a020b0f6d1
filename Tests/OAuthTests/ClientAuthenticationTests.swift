import Applications
import Kernel
import OAuth
import Testing
import Wire

@Suite("Client authentication")
struct ClientAuthenticationTests {
    private static let unauthorized = OAuthError(401, .accessDenied, "Unauthorized")

    private static func body(_ method: String) -> JSONObject {
        switch method {
        case "none", "client_secret_post", "client_secret_basic":
            ["client_secret": "right", "token_endpoint_auth_method": .string(method)]
        default: ["client_secret": "right", "client_authentication_methods": .object([method: ["credentials": []]])]
        }
    }

    private static func authenticate(
        _ presented: PresentedAuthentication,
        _ client: Client?
    ) throws -> AuthenticatedClient {
        try ClientAuthentication.authenticate(
            presented,
            facts: client.map { ClientFacts(client: $0, credentials: []) },
            host: OAuthFixtures.host,
            now: OAuthFixtures.now
        )
    }

    static let presented: [(String, PresentedAuthentication)] = [
        ("none", .none(clientID: "app")),
        ("post right", .post(clientID: "app", secret: Secret("right"))),
        ("post wrong", .post(clientID: "app", secret: Secret("wrong"))),
        ("post empty", .post(clientID: "app", secret: Secret(""))),
        ("basic right", .basic(clientID: "app", secret: Secret("right"))),
        ("basic wrong", .basic(clientID: "app", secret: Secret("wrong"))),
        ("assertion", .assertion("e30.e30.", clientID: "app")),
    ]

    /// For each method of a client, what of the above proves it.
    static let proofs: [(String, Set<String>)] = [
        ("none", ["none", "post right", "post wrong", "post empty", "basic right", "basic wrong"]),
        ("client_secret_post", ["post right", "basic right"]),
        ("client_secret_basic", ["post right", "basic right"]),
        ("private_key_jwt", []), ("tls_client_auth", []), ("self_signed_tls_client_auth", []),
    ]

    @Test("goes by the client's method alone", arguments: proofs)
    func table(method: String, proofs: Set<String>) {
        let client = OAuthFixtures.client(Self.body(method))
        for (name, presented) in Self.presented {
            let error = refusal { try Self.authenticate(presented, client) }
            #expect(error == (proofs.contains(name) ? nil : Self.unauthorized), "\(method): \(name)")
        }
    }

    @Test("answers the client that was proved")
    func proved() throws {
        let answer = try Self.authenticate(.post(clientID: "app", secret: Secret("right")), OAuthFixtures.client())
        #expect(answer.client.id == "app" && answer.assertion == nil)
    }

    @Test("of an unknown client fails as a wrong secret does", arguments: presented.map(\.0))
    func unknown(name: String) throws {
        let presented = try #require(Self.presented.first { $0.0 == name }).1
        #expect(refusal { try Self.authenticate(presented, nil) } == Self.unauthorized)
    }

    @Test("with a secret fails for a client that has none")
    func withoutSecret() {
        let client = OAuthFixtures.client([:])
        #expect(
            refusal { try Self.authenticate(.post(clientID: "app", secret: Secret("")), client) } == Self.unauthorized
        )
    }

    @Test("tells the reason to the log and not to the caller")
    func reason() throws {
        let wrong = try #require(
            refusal {
                try Self.authenticate(.post(clientID: "app", secret: Secret("wrong")), OAuthFixtures.client())
            }
        )
        #expect(wrong.body == ["error": "access_denied", "error_description": "Unauthorized"])
        #expect(wrong.detail == "wrong client secret")
    }

    @Test("names the client before anything is believed")
    func namedClient() {
        let claims = Base64.encode(Array(#"{"iss":"app"}"#.utf8))
        let rows: [(PresentedAuthentication, String?)] = [
            (.none(clientID: "a"), "a"), (.post(clientID: "b", secret: Secret("s")), "b"),
            (.basic(clientID: "c", secret: Secret("s")), "c"), (.assertion("x", clientID: "d"), "d"),
            (.assertion("e30.\(claims).", clientID: nil), "app"), (.assertion("x", clientID: nil), nil),
            (.assertion("e30.e30.", clientID: nil), nil),
        ]
        for (presented, name) in rows { #expect(ClientAuthentication.namedClient(presented) == name) }
    }
}

@Suite("OAuth errors")
struct OAuthErrorTests {
    @Test("have Auth0's envelope, and the uri where there is one")
    func envelope() {
        let error = OAuthError.grantNotAllowed("password")
        #expect(error.status == 403)
        #expect(
            JSONWriter.text(.object(error.body))
                == #"{"error":"unauthorized_client","error_description":"Grant type 'password' not allowed for the client.","error_uri":"https://auth0.com/docs/clients/client-grant-types"}"#
        )
        #expect(OAuthError.missing("x").body.keys == ["error", "error_description"])
    }

    @Test("are equal when the caller cannot tell them apart")
    func equality() {
        #expect(OAuthError.unauthorized("one") == .unauthorized("another"))
        #expect(OAuthError.malformed("one") != .malformed("another"))
    }
}
