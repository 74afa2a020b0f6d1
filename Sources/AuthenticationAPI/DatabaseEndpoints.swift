import Applications
import Directory
import Flows
import HTTPTypes
import Kernel
import OAuth
import Web
import Wire

/// `/dbconnections/*`: accounts for applications that show pages of their own.
///
/// - SeeAlso: Auth0 Authentication API: "Signup", "Change Password".
struct DatabaseEndpoints: Sendable {
    let configuration: Configuration
    let signUp: SignUp
    let passwordReset: PasswordReset

    private static let profileMembers = ["given_name", "family_name", "name", "nickname", "picture"]
    private static let metadataLimits = (members: 10, name: 100, value: 500)

    /// `POST /dbconnections/signup`.
    @Sendable
    func signUp(_ request: WebRequest) async throws -> WebResponse {
        let body = try Self.body(of: request)
        let tenant = request.host.tenant
        let client = try await client(body, tenant)
        guard let name = body["connection"]?.string, !name.isEmpty,
            let connection = try await configuration.connection(name: name, tenant), connection.isDatabase,
            client.map(connection.isEnabled) ?? true
        else { return Self.refusal("invalid_connection", "Connection does not exist or is not enabled") }
        guard let password = body["password"]?.string, !password.isEmpty else {
            return Self.refusal("invalid_password", "Password is required", name: "BadRequestError")
        }
        guard let metadata = Self.metadata(body["user_metadata"]) else {
            return Self.refusal("invalid_signup", "Invalid sign up")
        }
        var application = SignUp.Application(
            email: body["email"]?.string,
            username: body["username"]?.string,
            phoneNumber: body["phone_number"]?.string,
            password: password
        )
        for member in Self.profileMembers {
            if let value = body[member]?.string, !value.isEmpty { application.profile[member] = .string(value) }
        }
        application.userMetadata = metadata
        do {
            let user = try await signUp.signUp(
                application,
                at: connection,
                client: client,
                host: request.host,
                origin: request.origin,
                now: request.now
            )
            return .json(Self.answer(user, sent: body))
        } catch let refusal as SignUp.Refusal {
            let settings = try await configuration.settings(tenant)
            return Self.response(
                refusal,
                namesExistence: settings.flag("enable_public_signup_user_exists_error")
            )
        }
    }

    /// `POST /dbconnections/change_password`: the answer is the same whether anybody has the address or not.
    @Sendable
    func changePassword(_ request: WebRequest) async throws -> WebResponse {
        let body = try Self.body(of: request)
        let tenant = request.host.tenant
        let identifier = ["email", "username", "phone_number"].compactMap { body[$0]?.string }.first { !$0.isEmpty }
        guard let identifier else { return Self.bare("email is required") }
        guard let name = body["connection"]?.string, !name.isEmpty else { return Self.bare("connection is required") }
        guard let connection = try await configuration.connection(name: name, tenant), connection.isDatabase else {
            return Self.bare("connection does not exist")
        }
        if identifier.contains("@"), !SignUpRules.isEmail(identifier.trimmedOfSpaces) {
            return Self.bare("email is not valid")
        }
        do {
            try await passwordReset.request(
                identifier,
                at: connection,
                client: try await client(body, tenant),
                host: request.host,
                origin: request.origin,
                now: request.now
            )
        } catch PasswordReset.Refusal.tooManyRequests {
            throw OAuthError(429, .tooManyRequests, "Too many requests.", headers: [("Retry-After", "60")])
        }
        var answer = WebResponse(
            headers: [.contentType: "text/html; charset=utf-8"],
            body: Array("We've just sent you an email to reset your password.".utf8)
        )
        CrossOrigin.allowAll(&answer)
        return answer
    }

    private func client(_ body: JSONObject, _ tenant: TenantID) async throws -> Client? {
        guard let id = body["client_id"]?.string, !id.isEmpty, !id.utf8.contains(0) else { return nil }
        guard let facts = try await configuration.client(id, tenant) else {
            throw OAuthError(400, .invalidRequest, "Unknown client: \(id)")
        }
        return facts.client
    }

    /// The parameters, as JSON or as a form.
    private static func body(of request: WebRequest) throws -> JSONObject {
        if request.mediaType == "application/x-www-form-urlencoded" {
            guard let form = try? Form(parsing: request.body) else {
                throw OAuthError.malformed("The body is not a valid form")
            }
            return JSONObject(form.parameters.map { ($0.name, .string($0.value)) })
        }
        guard case .object(let body)? = try? JSONReader.parse(request.body) else {
            throw OAuthError.malformed("The body is not valid JSON")
        }
        return body
    }

    /// The metadata of a sign-up within Auth0's limits; nil for any other.
    private static func metadata(_ value: JSONValue?) -> JSONObject? {
        guard let value, !value.isNull else { return [:] }
        guard let object = value.object, object.count <= metadataLimits.members else { return nil }
        for (name, value) in object {
            guard name.utf8.count <= metadataLimits.name, let text = value.string,
                text.utf8.count <= metadataLimits.value
            else { return nil }
        }
        return object
    }

    /// What a sign-up answers: the names, and whether they are proved, then what was sent along.
    private static func answer(_ user: User, sent: JSONObject) -> JSONObject {
        var answer: JSONObject = ["_id": .string(user.identities.first?.id ?? "")]
        if let email = user.email { answer["email"] = .string(email) }
        if let username = user.username { answer["username"] = .string(username) }
        if user.email != nil { answer["email_verified"] = .bool(user.isEmailVerified) }
        if let phone = user.phoneNumber {
            answer["phone_number"] = .string(phone)
            answer["phone_verified"] = .bool(user.isPhoneVerified)
        }
        for member in profileMembers {
            if let value = sent[member]?.string, !value.isEmpty { answer[member] = .string(value) }
        }
        if !user.userMetadata.isEmpty { answer["user_metadata"] = .object(user.userMetadata) }
        return answer
    }

    private static func response(_ refusal: SignUp.Refusal, namesExistence: Bool) -> WebResponse {
        switch refusal {
        case .disabled: return Self.refusal("public_signup_disabled", "Public signup is disabled")
        case .invalid: return Self.refusal("invalid_signup", "Invalid sign up")
        case .taken(let kind):
            guard namesExistence else { return Self.refusal("invalid_signup", "Invalid sign up") }
            return kind == .username
                ? Self.refusal("username_exists", "The username provided is in use already.")
                : Self.refusal("user_exists", "The user already exists.")
        case .password(let violation): return .json(violation.body, status: 400)
        case .suspiciousAddress:
            return .json(
                [
                    "error": "too_many_attempts",
                    "error_description": .string(SignInRefusal.suspiciousAddress.description),
                ],
                status: 429
            )
        case .tooManyMails, .busy:
            var response = WebResponse.json(
                ["error": "too_many_requests", "error_description": .string(SignInRefusal.busy.description)],
                status: 429
            )
            response.headers[.retryAfter] = "1"
            return response
        }
    }

    private static func refusal(
        _ code: String,
        _ description: String,
        name: String = "BadRequestError"
    ) -> WebResponse {
        .json(
            [
                "name": .string(name), "code": .string(code), "description": .string(description),
                "statusCode": 400,
            ],
            status: 400
        )
    }

    private static func bare(_ text: String) -> WebResponse { .json(["error": .string(text)], status: 400) }
}
