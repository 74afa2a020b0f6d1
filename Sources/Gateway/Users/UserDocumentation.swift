import Wire

/// What the OpenAPI document says of the routes over users.
enum UserDocumentation {
    static let list = Operation("Find users", tag: tag)
        .parameter("_l", in: "query", "Users on a page: 25 unless said otherwise, at most 100")
        .parameter("_sk", in: "query", "Users to skip, by whole pages")
        .parameter("email", in: "query", "The email address; * stands for any text")
        .parameter("nickname", in: "query", "The nickname; * stands for any text")
        .parameter("username", in: "query", "The user name; * stands for any text")
        .parameter("connection", in: "query", "The connection; of several any will do")
        .parameter("app_metadata.groups", in: "query", "A group; any other member of app_metadata is named likewise")
        .parameter("sort", in: "query", "Passed on to the tenant")
        .parameter("fields", in: "query", "Passed on to the tenant")
        .parameter("include_fields", in: "query", "Passed on to the tenant")
        .parameter("include_totals", in: "query", "Passed on to the tenant: true puts the list into a page object")
        .parameter("acl_rows", in: "header", "A JSON array of conditions that must hold too: $in, $eq, $and, $or")
        .answer(200, "The users", ["type": "array", "items": .object(user)])
        .refusals([(400, "A parameter or a condition is not understood"), unknownClient, tooMany, tenantDown]).document

    static let create = Operation("Create a user", tag: tag)
        .body(user, json)
        .answer(201, "The user", user)
        .refusals([
            (400, "The connection is missing or not supported, or the tenant refuses the user"), unknownClient,
            (409, "There is such a user"), tooMany, tenantDown,
        ]).document

    static let patch = Operation("Change a user", tag: tag)
        .parameter("userID", in: "path", userID)
        .body(user, json)
        .answer(200, "The user", user)
        .refusals([(400, "The tenant refuses the change"), unknownClient, noUser, tooMany, tenantDown]).document

    static let delete = Operation("Delete a user and end the user's sessions", tag: tag)
        .parameter("userID", in: "path", userID)
        .answer(204, "There is no such user any more")
        .refusals([unknownClient, noUser, tooMany, tenantDown]).document

    static let active = Operation("Who is signed in, with any client", tag: tag)
        .answer(
            200,
            "The users, each once",
            ["type": "array", "items": .object(Operation.object(["userId"], required: ["userId"]))]
        )
        .refusals([unknownClient]).document

    static let changePassword = changePassword("Send a user a mail to choose a new password")

    static let formerChangePassword: JSONObject = {
        var document = changePassword("Another name of /users/change-password")
        document["deprecated"] = true
        return document
    }()

    static let importUsers = Operation("Import users", tag: imports)
        .body(
            [
                "type": "object", "required": ["users"],
                "properties": [
                    "users": ["type": "string", "format": "binary", "description": "A JSON array of users"],
                    "connection": ["type": "string"], "upsert": ["type": "boolean"],
                    "external_id": ["type": "string"], "send_completion_email": ["type": "boolean"],
                ],
            ],
            ["multipart/form-data", "application/json"]
        )
        .answer(202, "The job", job)
        .refusals([
            (400, "There is a connection_id, or the connection is missing or not supported"), unknownClient,
            (413, "The file is too long"), tooMany, notConfigured, tenantDown,
        ]).document

    static let importStatus = Operation("What became of an import", tag: imports)
        .parameter("jobID", in: "path", jobID)
        .answer(200, "The job", job)
        .refusals([unknownClient, noJob, tooMany, notConfigured, tenantDown]).document

    static let importErrors = Operation("Which users of an import were refused, and why", tag: imports)
        .parameter("jobID", in: "path", jobID)
        .answer(200, "The users and their errors", ["type": "array", "items": .object(anything)])
        .answer(204, "There are none")
        .refusals([unknownClient, noJob, tooMany, notConfigured, tenantDown]).document

    private static func changePassword(_ summary: String) -> JSONObject {
        Operation(summary, tag: tag)
            .body(Operation.object(["userId"], required: ["userId"]), json)
            .answer(204, "The mail is on its way")
            .refusals([(400, "The user has no password or no address"), unknownClient, noUser, tooMany, tenantDown])
            .document
    }

    private static let tag = "Users"
    private static let imports = "Imports"
    private static let json = ["application/json"]
    private static let userID = "The id, such as auth0|5f7c8ec7"
    private static let jobID = "The id that the import answered with"
    private static let anything: JSONObject = ["type": "object", "additionalProperties": true]
    private static let user = anything
    private static let job = anything
    private static let unknownClient = (status: 401, description: "The client-type is missing or unknown")
    private static let noUser = (status: 404, description: "There is no such user in a supported connection")
    private static let noJob = (status: 404, description: "There is no such import into a supported connection")
    private static let tooMany = (status: 429, description: "The tenant has had enough requests")
    private static let notConfigured = (status: 501, description: "supportedConnectionsMap is not configured")
    private static let tenantDown = (status: 502, description: "The tenant does not answer, or refuses the gateway")
}
