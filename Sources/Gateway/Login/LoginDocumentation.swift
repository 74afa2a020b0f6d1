import Wire

/// What the OpenAPI document says of the routes by which people sign in and out.
enum LoginDocumentation {
    static let authorize = Operation("Begin a login: redirect to the tenant's login page", tag: tag)
        .parameter("state", in: "query", "The caller's state; required where the client is set up so, else ignored")
        .parameter("connection", in: "query", "The connection to sign in by, one of those the client supports")
        .parameter("redirect", in: "query", "Where to go in the end: a path on this host")
        .parameter("redirectUri", in: "query", "Another name of redirect")
        .parameter("prompt", in: "query", "Passed on to the tenant")
        .parameter("action", in: "query", "Passed on to the tenant")
        .answer(302, "The tenant's /authorize")
        .refusals([(400, "The state is missing, or connection or redirect is not allowed"), unknownClient])
        .document

    static let token = Operation("End a login by code, or sign in by password", tag: tag)
        .body(
            Operation.object([
                "grant_type", "code", "state", "username", "password", "connection",
            ]),
            ["application/x-www-form-urlencoded", "application/json"]
        )
        .answer(200, "The tokens; for clients with the scope website nothing but the cookie sid", tokens)
        .refusals([
            (400, "A field is missing or the connection is not supported"),
            (401, "The client, the state or the code is unknown"), (403, "The credentials are wrong"), tooMany,
            tenantDown,
        ]).document

    static let refresh = Operation("Renew the tokens of a session", tag: tag)
        .body(
            Operation.object(["refresh_token"]),
            ["application/json", "application/x-www-form-urlencoded"],
            isRequired: false
        )
        .answer(200, "The new tokens; for clients with the scope website nothing but the cookie sid", tokens)
        .refusals([
            (400, "The refresh token is missing"), noSession, (403, "The tenant refuses the refresh token"), tenantDown,
            renewing,
        ]).document

    static let userInfo = whoIs("Who is signed in")
    static let usersMe = whoIs("Who is signed in; the former name of /userinfo", isDeprecated: true)

    static let logout = Operation("End the session here and at the tenant", tag: tag)
        .parameter("redirect", in: "query", "Where to go afterwards: a path on this host")
        .answer(302, "The tenant's /v2/logout")
        .refusals([(400, "The redirect is not a path on this host"), unknownClient])
        .document

    private static func whoIs(_ summary: String, isDeprecated: Bool = false) -> JSONObject {
        var document = Operation(summary, tag: tag)
            .answer(
                200,
                "The claims of the person, with the members of the configured claims beside them",
                [
                    "type": "object", "required": ["sub", "groups"], "additionalProperties": true,
                    "properties": [
                        "sub": ["type": "string"], "groups": ["type": "array", "items": ["type": "string"]],
                    ],
                ]
            )
            .refusals([noSession, tenantDown, renewing]).document
        if isDeprecated { document["deprecated"] = true }
        return document
    }

    private static let tag = "Login"
    private static let tokens = Operation.object(
        ["accessToken", "refreshToken", "idToken", "expireAt"],
        required: ["accessToken", "idToken", "expireAt"]
    )
    private static let unknownClient = (status: 401, description: "The client-type is missing or unknown")
    private static let noSession = (status: 401, description: "There is no such session")
    private static let tooMany = (status: 429, description: "Too many attempts")
    private static let tenantDown = (status: 502, description: "The tenant does not answer, or refuses the gateway")
    private static let renewing = (status: 503, description: "The session is being renewed elsewhere")
}
