import Applications
import Kernel
import OAuth
import Testing
import Wire

@Suite("Client credentials, decided")
struct ClientCredentialsTests {
    private static let audience = "https://api.example/"

    static func api(_ body: JSONObject = [:]) -> ResourceServer {
        let scopes: JSONValue = [["value": "a"], ["value": "b"], ["value": "c"]]
        return ResourceServer(
            OAuthFixtures.document(
                .resourceServer,
                id: "api_1",
                (["identifier": .string(audience), "scopes": scopes, "token_lifetime": 600] as JSONObject).merging(body)
            )
        )
    }

    static func grant(_ body: JSONObject = [:]) -> ClientGrant {
        ClientGrant(
            OAuthFixtures.document(
                .clientGrant,
                id: "cgr_1",
                (["client_id": "app", "audience": .string(audience), "scope": ["b", "a"]] as JSONObject).merging(body)
            )
        )
    }

    static func organization(_ body: JSONObject = [:]) -> Organization {
        Organization(OAuthFixtures.document(.organization, id: "org_1", (["name": "acme"] as JSONObject).merging(body)))
    }

    /// What was loaded, with everything as it should be unless said otherwise.
    static func facts(
        audience: String? = audience,
        api: ResourceServer? = api(),
        grant: ClientGrant? = grant(),
        organization: ClientCredentials.OrganizationFacts? = nil,
        settings: JSONObject = [:]
    ) -> ClientCredentials.Facts {
        ClientCredentials.Facts(
            audience: audience,
            resourceServer: api,
            grant: grant,
            organization: organization,
            settings: TenantSettings(settings)
        )
    }

    static func decide(
        _ facts: ClientCredentials.Facts,
        client: Client = OAuthFixtures.client(),
        scope: String? = nil
    ) throws -> IssuePlan {
        let parameters = scope.map { [(name: "scope", value: $0)] } ?? []
        return try ClientCredentials.decide(try OAuthFixtures.request(parameters), client: client, facts: facts)
    }

    @Test("a client gets what it was granted")
    func plan() throws {
        let plan = try Self.decide(Self.facts())
        #expect(plan.client.id == "app" && plan.subject == "app@clients" && plan.lifetime == 600)
        #expect(plan.scope == ["b", "a"] && plan.answersScope && plan.organization == nil)
        #expect(plan.grantTypeClaim == "client-credentials" && plan.quotas.isEmpty)
        guard case .jwt(let api, let audience) = plan.format else {
            Issue.record("not a JWT")
            return
        }
        #expect(api.id == "api_1" && audience == Self.audience)
    }

    @Test("without an API, a grant or a policy that lets it there is no token")
    func refusals() {
        #expect(
            refusal { try Self.decide(Self.facts(api: nil, grant: nil)) }
                == OAuthError(403, .accessDenied, "Service not enabled within domain: https://api.example/")
        )
        let noGrant = OAuthError(
            403,
            .accessDenied,
            "Client is not authorized to access \"https://api.example/\". You need to create a \"client-grant\" "
                + "associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants"
        )
        #expect(refusal { try Self.decide(Self.facts(grant: nil)) } == noGrant)
        let denying = Self.api(["subject_type_authorization": ["client": ["policy": "deny_all"]]])
        #expect(refusal { try Self.decide(Self.facts(api: denying)) } == noGrant)
    }

    @Test("without an audience only the global client gets a token, for the management API v1")
    func noAudience() throws {
        let facts = Self.facts(audience: nil, api: nil, grant: nil)
        #expect(
            refusal { try Self.decide(facts) }
                == OAuthError(403, .accessDenied, "Non-global clients are not allowed access to APIv1")
        )
        let plan = try Self.decide(facts, client: OAuthFixtures.client(["global": true]))
        guard case .opaque(let audience) = plan.format else {
            Issue.record("not opaque")
            return
        }
        #expect(audience == ClientCredentials.managementV1Audience)
        #expect(plan.scope.isEmpty && !plan.answersScope && plan.lifetime == 86_400 && plan.grantTypeClaim == nil)
    }

    /// Scopes asked for, the grant, and what is granted.
    static let scopes: [(String?, JSONObject, [String])] = [
        (nil, [:], ["b", "a"]), ("a", [:], ["a"]), ("a b", [:], ["a", "b"]), ("b a b", [:], ["b", "a"]),
        ("a c", [:], ["a"]), ("c", [:], []), ("A", [:], []), ("unknown", [:], []),
        (nil, ["scope": []], []), ("a", ["scope": []], []),
        (nil, ["scope": ["a", "gone"]], ["a"]), ("gone", ["scope": ["a", "gone"]], []),
        (nil, ["scope": [], "allow_all_scopes": true], ["a", "b", "c"]),
        ("c unknown", ["allow_all_scopes": true], ["c"]), (nil, ["allow_all_scopes": false], ["b", "a"]),
    ]

    @Test("scopes are what was asked of what was granted of what there is", arguments: scopes)
    func scope(asked: String?, grant: JSONObject, granted: [String]) throws {
        let plan = try Self.decide(Self.facts(grant: Self.grant(grant)), scope: asked)
        #expect(plan.scope == granted)
        #expect(plan.answersScope == !granted.isEmpty)
    }

    /// What an organization question ends with.
    enum Outcome: Sendable { case issued(forOrganization: Bool), required, notAllowed, invalid, notAssociated }

    struct OrganizationRow: Sendable, CustomTestStringConvertible {
        let usage: String
        let asked: Bool
        var found = true
        var associated = true
        var any = false
        let outcome: Outcome
        var testDescription: String { "\(usage) asked:\(asked) found:\(found) associated:\(associated) any:\(any)" }
    }

    static let organizations: [OrganizationRow] = [
        OrganizationRow(usage: "deny", asked: false, outcome: .issued(forOrganization: false)),
        OrganizationRow(usage: "deny", asked: true, outcome: .notAllowed),
        OrganizationRow(usage: "deny", asked: true, found: false, outcome: .notAllowed),
        OrganizationRow(usage: "allow", asked: false, outcome: .issued(forOrganization: false)),
        OrganizationRow(usage: "allow", asked: true, outcome: .issued(forOrganization: true)),
        OrganizationRow(usage: "allow", asked: true, found: false, outcome: .invalid),
        OrganizationRow(usage: "allow", asked: true, found: false, any: true, outcome: .invalid),
        OrganizationRow(usage: "allow", asked: true, associated: false, outcome: .notAssociated),
        OrganizationRow(
            usage: "allow",
            asked: true,
            associated: false,
            any: true,
            outcome: .issued(forOrganization: true)
        ),
        OrganizationRow(usage: "require", asked: false, outcome: .required),
        OrganizationRow(usage: "require", asked: true, outcome: .issued(forOrganization: true)),
        OrganizationRow(usage: "require", asked: true, found: false, outcome: .invalid),
        OrganizationRow(usage: "require", asked: true, associated: false, outcome: .notAssociated),
        OrganizationRow(
            usage: "require",
            asked: true,
            associated: false,
            any: true,
            outcome: .issued(forOrganization: true)
        ),
    ]

    @Test("an organization goes by the grant", arguments: organizations)
    func organization(row: OrganizationRow) throws {
        let asked = ClientCredentials.OrganizationFacts(
            asked: "org_1",
            organization: row.found ? Self.organization() : nil,
            isAssociated: row.associated
        )
        let grant = Self.grant(["organization_usage": .string(row.usage), "allow_any_organization": .bool(row.any)])
        let facts = Self.facts(grant: grant, organization: row.asked ? asked : nil)
        switch row.outcome {
        case .issued(let forOrganization):
            let plan = try Self.decide(facts)
            #expect(plan.organization?.id == (forOrganization ? "org_1" : nil))
            #expect(plan.organization?.name == nil)
        case .required:
            let text = "parameter organization is required for this client"
            #expect(refusal { try Self.decide(facts) } == OAuthError(400, .invalidRequest, text))
        case .notAllowed:
            let text = "parameter organization is not allowed for this client"
            #expect(refusal { try Self.decide(facts) } == OAuthError(400, .invalidRequest, text))
        case .invalid:
            #expect(
                refusal { try Self.decide(facts) }
                    == OAuthError(400, .invalidRequest, "parameter organization is invalid")
            )
        case .notAssociated:
            let text = "Client is not authorized to access the organization org_1 with this client-grant"
            #expect(refusal { try Self.decide(facts) } == OAuthError(403, .accessDenied, text))
        }
    }

    @Test("the name of an organization goes into tokens where the tenant allows it", arguments: [true, false])
    func organizationName(isAllowed: Bool) throws {
        let asked = ClientCredentials.OrganizationFacts(
            asked: "acme",
            organization: Self.organization(),
            isAssociated: true
        )
        let plan = try Self.decide(
            Self.facts(
                grant: Self.grant(["organization_usage": "allow"]),
                organization: asked,
                settings: ["allow_organization_name_in_authentication_api": .bool(isAllowed)]
            )
        )
        #expect(plan.organization?.name == (isAllowed ? "acme" : nil))
    }

    private static func quota(_ perHour: Int64) -> JSONValue { ["client_credentials": ["per_hour": .integer(perHour)]] }

    @Test("quotas are the client's and the organization's own, else the tenant's")
    func quotas() throws {
        let settings: JSONObject = ["default_token_quota": ["clients": Self.quota(1), "organizations": Self.quota(2)]]
        func rules(_ client: JSONObject, _ organization: JSONObject?, _ settings: JSONObject) throws -> [String] {
            let asked = organization.map {
                ClientCredentials.OrganizationFacts(
                    asked: "org_1",
                    organization: Self.organization($0),
                    isAssociated: true
                )
            }
            let facts = Self.facts(
                grant: Self.grant(["organization_usage": "allow"]),
                organization: asked,
                settings: settings
            )
            return try Self.decide(facts, client: OAuthFixtures.client(client)).quotas
                .map { "\($0.holder) \($0.id) \($0.quota.perHour ?? 0)" }
        }
        #expect(try rules([:], nil, [:]) == [])
        #expect(try rules([:], nil, settings) == ["client app 1"])
        #expect(try rules([:], [:], settings) == ["client app 1", "organization org_1 2"])
        #expect(
            try rules(["token_quota": Self.quota(3)], ["token_quota": Self.quota(4)], settings)
                == ["client app 3", "organization org_1 4"]
        )
        #expect(try rules([:], ["token_quota": Self.quota(4)], [:]) == ["organization org_1 4"])
    }
}
