import OAuth
import Wire

extension AuthorizeRulesTests {
    /// What each rule refuses, and in which words.
    static let refused: [Case] = [
        Case(
            name: "no response type",
            request: ["response_type": ""],
            refusal: ("invalid_request", "Missing required parameter: response_type")
        ),
        Case(
            name: "an unknown response type",
            request: ["response_type": "code banana"],
            refusal: ("unsupported_response_type", "Unsupported response type: code banana")
        ),
        Case(
            name: "tokens in the query",
            request: ["response_type": "token", "response_mode": "query"],
            refusal: ("invalid_request", "response_mode query is not supported for this response_type")
        ),
        Case(
            name: "a code and tokens in the query",
            request: ["response_type": "code id_token", "response_mode": "query", "nonce": "n"],
            refusal: ("invalid_request", "response_mode query is not supported for this response_type")
        ),
        Case(
            name: "an object that was not verified",
            request: ["request": "a.b.c"],
            refusal: ("request_not_supported", "Request objects must be signed")
        ),
        Case(
            name: "an object elsewhere",
            request: ["request_uri": "https://app.example.com/object"],
            refusal: ("request_uri_not_supported", "The request_uri is not one of this server")
        ),
        Case(
            name: "no signature where it is required",
            client: ["signed_request_object": ["required": true]],
            refusal: ("invalid_request", "A signed request object is required for this client")
        ),
        Case(
            name: "a plain request of a client that pushes",
            client: ["require_pushed_authorization_requests": true],
            refusal: ("invalid_request", "Pushed Authorization Requests are required")
        ),
        Case(
            name: "a plain request of a tenant that pushes",
            flags: ["require_pushed_authorization_requests": true],
            refusal: ("invalid_request", "Pushed Authorization Requests are required")
        ),
        Case(
            name: "a plain request under FAPI",
            client: ["compliance_level": "fapi1_adv_pkj_par"],
            refusal: (
                "invalid_request", "Pushed Authorization Requests are required by the configured compliance level"
            )
        ),
        Case(
            name: "tokens under FAPI 2",
            request: ["response_type": "code id_token", "nonce": "n"],
            client: fapi2,
            change: pushed,
            refusal: ("unauthorized_client", "Only response_type code is allowed for this client")
        ),
        Case(
            name: "no PKCE under FAPI 2",
            client: fapi2,
            change: pushed,
            refusal: ("invalid_request", "Missing required parameter: code_challenge")
        ),
        Case(
            name: "plain PKCE under FAPI 2",
            request: ["code_challenge": challenge, "code_challenge_method": "plain"],
            client: fapi2,
            change: pushed,
            refusal: ("invalid_request", "code_challenge_method must be S256")
        ),
        Case(
            name: "a code without the grant",
            client: ["grant_types": ["implicit"]],
            refusal: ("unauthorized_client", "Grant type 'authorization_code' not allowed for the client.")
        ),
        Case(
            name: "tokens without the grant",
            request: ["response_type": "token"],
            client: ["grant_types": ["authorization_code"]],
            refusal: ("unauthorized_client", "Grant type 'implicit' not allowed for the client.")
        ),
        Case(
            name: "a code and tokens without the grant of one",
            request: ["response_type": "code id_token", "nonce": "n"],
            client: ["grant_types": ["authorization_code"]],
            refusal: ("unauthorized_client", "Grant type 'implicit' not allowed for the client.")
        ),
        Case(
            name: "an ID token without a nonce",
            request: ["response_type": "id_token"],
            refusal: ("invalid_request", "Missing required parameter: nonce")
        ),
        Case(
            name: "a code and an ID token without a nonce",
            request: ["response_type": "code id_token"],
            refusal: ("invalid_request", "Missing required parameter: nonce")
        ),
        Case(
            name: "a public client without PKCE",
            client: ["token_endpoint_auth_method": "none"],
            refusal: ("invalid_request", "Missing required parameter: code_challenge")
        ),
        Case(
            name: "a method without a challenge",
            request: ["code_challenge_method": "S256"],
            refusal: ("invalid_request", "Missing required parameter: code_challenge")
        ),
        Case(
            name: "a short challenge",
            request: ["code_challenge": "abc", "code_challenge_method": "S256"],
            refusal: ("invalid_request", "Invalid code_challenge")
        ),
        Case(
            name: "a challenge with padding",
            request: ["code_challenge": challenge + "=", "code_challenge_method": "S256"],
            refusal: ("invalid_request", "Invalid code_challenge")
        ),
        Case(
            name: "a method that is not known",
            request: ["code_challenge": challenge, "code_challenge_method": "s256"],
            refusal: ("invalid_request", "Unsupported code_challenge_method")
        ),
        Case(name: "two prompts", request: ["prompt": "none login"], refusal: ("invalid_request", "Invalid prompt")),
        Case(name: "an unknown prompt", request: ["prompt": "create"], refusal: ("invalid_request", "Invalid prompt")),
        Case(name: "a negative age", request: ["max_age": "-1"], refusal: ("invalid_request", "Invalid max_age")),
        Case(name: "an age that is none", request: ["max_age": "1h"], refusal: ("invalid_request", "Invalid max_age")),
        Case(
            name: "an age beyond all numbers",
            request: ["max_age": "99999999999999999999"],
            refusal: ("invalid_request", "Invalid max_age")
        ),
        Case(
            name: "both kinds of refresh token",
            request: ["scope": "online_access offline_access"],
            refusal: ("invalid_request", "Cannot request both online_access and offline_access scopes")
        ),
        Case(
            name: "an unknown audience",
            request: ["audience": "https://nowhere.example.com/"],
            refusal: ("access_denied", "Service not found: https://nowhere.example.com/")
        ),
        Case(
            name: "no organization where one is required",
            client: ["organization_usage": "require"],
            refusal: ("invalid_request", "parameter organization is required for this client")
        ),
        Case(
            name: "an organization where none is allowed",
            client: ["organization_usage": "deny"],
            change: organization,
            refusal: ("invalid_request", "parameter organization is not allowed for this client")
        ),
        Case(
            name: "an organization that is not there",
            client: ["organization_usage": "allow"],
            change: { $0.organization = ("org_x", nil) },
            refusal: ("invalid_request", "parameter organization is invalid")
        ),
        Case(
            name: "an invitation to nowhere",
            request: ["invitation": "i"],
            client: ["organization_usage": "allow"],
            refusal: ("invalid_request", "parameter organization is required for this client")
        ),
        Case(
            name: "a connection that the client may not use",
            request: ["connection": "github"],
            refusal: ("invalid_request", "the connection was not found")
        ),
        Case(
            name: "a thumbprint that is none",
            request: ["dpop_jkt": "abc"],
            refusal: ("invalid_request", "Invalid dpop_jkt")
        ),
        Case(
            name: "a thumbprint in the other alphabet",
            request: ["dpop_jkt": String(challenge.dropLast()) + "+"],
            refusal: ("invalid_request", "Invalid dpop_jkt")
        ),
        Case(
            name: "a strict client without PKCE",
            client: strict,
            id: "tpc_1",
            refusal: ("invalid_request", "Missing required parameter: code_challenge")
        ),
        Case(
            name: "a strict client with plain PKCE",
            request: ["code_challenge": challenge],
            client: strict,
            id: "tpc_1",
            refusal: ("invalid_request", "code_challenge_method must be S256")
        ),
        Case(
            name: "tokens for a strict client",
            request: s256.merging(["response_type": "token"]) { $1 },
            client: strict,
            id: "tpc_1",
            refusal: ("unauthorized_client", "Only response_type code is allowed for this client")
        ),
        Case(
            name: "an unknown parameter of a strict client",
            request: s256.merging(["login_ticket": "x"]) { $1 },
            client: strict,
            id: "tpc_1",
            refusal: ("invalid_request", "Parameter not allowed: login_ticket")
        ),
        Case(
            name: "a client that is held to the strict rules",
            request: s256.merging(["organization": "org_1"]) { $1 },
            client: ["third_party_security_mode": "strict"],
            refusal: ("invalid_request", "Parameter not allowed: organization")
        ),
    ]
}
