import Applications
import Kernel
import Tokens
import Wire

/// One thing that is wrong with a row of a file of users.
///
/// - SeeAlso: Auth0 Management API: `GET /api/v2/jobs/{id}/errors`.
struct ImportError: Sendable {
    /// Auth0's name of what is wrong.
    let code: String
    /// The sentence for whoever wrote the file.
    let message: String
    /// The member; nil for the row.
    let path: String?

    /// Somebody is there who must not be.
    static let duplicated = ImportError(
        "DUPLICATED_USER",
        "The user already exist and upsert parameter is false"
    )

    /// A row before this one names the same person.
    static let repeated = ImportError("DUPLICATED_USER", "The file names this user more than once")

    /// A name is somebody else's.
    static func conflict(_ key: String) -> ImportError {
        switch key {
        case "email": ImportError("CONFLICT_EMAIL", "The email is already in use by another user", "email")
        case "username": ImportError("CONFLICT_USERNAME", "The username is already in use by another user", "username")
        default: ImportError("CONFLICT", "Another user has the same \(key)", key)
        }
    }

    /// An error.
    init(_ code: String, _ message: String, _ path: String? = nil) {
        self.code = code
        self.message = message
        self.path = path
    }

    /// What is wrong with a hash.
    init(_ error: PasswordImportError) { self.init(error.code.rawValue, error.message, error.path) }

    /// The error as the job reports it.
    var json: JSONValue {
        var body: JSONObject = ["code": .string(code), "message": .string(message)]
        if let path { body["path"] = .string(path) }
        return .object(body)
    }
}

/// What the rows of a file of users must be.
enum ImportSchema {
    private static let texts = [
        "email", "user_id", "username", "given_name", "family_name", "name", "nickname", "picture", "phone_number",
        "password_hash",
    ]
    private static let flags = ["email_verified", "phone_verified", "blocked"]
    private static let objects = ["app_metadata", "user_metadata", "custom_password_hash"]
    private static let members = Set(texts + flags + objects + ["mfa_factors"])
    /// What an administrator's metadata must not be called: these are the server's own.
    private static let reserved: Set<String> = [
        "__tenant", "_id", "blocked", "clientID", "created_at", "email_verified", "email", "globalClientID",
        "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount", "metadata",
        "multifactor_last_modified", "multifactor", "updated_at", "user_id",
    ]
    private static let maximumFactors = 10

    /// What is wrong with a row.
    static func errors(_ value: JSONValue, _ identifiers: Connection.Identifiers) -> [ImportError] {
        guard let row = value.object else { return [ImportError("INVALID_TYPE", "Expected type object")] }
        var errors: [ImportError] = []
        let unknown = row.keys.filter { !members.contains($0) }
        if !unknown.isEmpty {
            let names = unknown.joined(separator: ",")
            errors.append(ImportError("OBJECT_ADDITIONAL_PROPERTIES", "Additional properties not allowed: \(names)"))
        }
        errors += required(row, identifiers) + types(row)
        guard errors.isEmpty else { return errors }
        return formats(row, identifiers) + factors(row)
    }

    private static func required(_ row: JSONObject, _ identifiers: Connection.Identifiers) -> [ImportError] {
        var needed: [String] = []
        if identifiers.isEmailRequired { needed.append("email") }
        if identifiers.isUsernameRequired { needed.append("username") }
        if identifiers.isPhoneRequired { needed.append("phone_number") }
        let missing = needed.filter { !row.contains($0) }.map {
            ImportError("OBJECT_REQUIRED", "Missing required property: \($0)", $0)
        }
        let hasName = ["email", "username", "phone_number"].contains(where: row.contains)
        guard missing.isEmpty, !hasName else { return missing }
        return [ImportError("ANY_OF_MISSING", "One of email, username and phone_number is needed")]
    }

    private static func types(_ row: JSONObject) -> [ImportError] {
        func wrong(_ name: String, _ type: String) -> ImportError {
            ImportError("INVALID_TYPE", "Expected type \(type)", name)
        }
        var errors: [ImportError] = []
        for (name, value) in row {
            if texts.contains(name), value.string == nil { errors.append(wrong(name, "string")) }
            if flags.contains(name), value.bool == nil { errors.append(wrong(name, "boolean")) }
            if objects.contains(name), value.object == nil { errors.append(wrong(name, "object")) }
            if name == "mfa_factors", value.array == nil { errors.append(wrong(name, "array")) }
        }
        if row.contains("password_hash"), row.contains("custom_password_hash") {
            errors.append(ImportError("NOT_PASSED", "password_hash and custom_password_hash exclude one another"))
        }
        return errors
    }

    private static func formats(_ row: JSONObject, _ identifiers: Connection.Identifiers) -> [ImportError] {
        var errors: [ImportError] = []
        if let email = row["email"]?.string, !isEmail(email) {
            errors.append(ImportError("FORMAT", "Object didn't pass validation for format email: \(email)", "email"))
        }
        if let number = row["phone_number"]?.string, !isPhoneNumber(number) {
            errors.append(
                ImportError("PATTERN", "String does not match pattern ^\\+[0-9]{1,15}$: \(number)", "phone_number")
            )
        }
        if let username = row["username"]?.string {
            let maximum = max(identifiers.usernameMaximum, identifiers.usernameMinimum)
            let length = username.unicodeScalars.count
            if length > maximum {
                let text = "String is too long (\(length) chars), maximum \(maximum)"
                errors.append(ImportError("MAX_LENGTH", text, "username"))
            }
            if length < identifiers.usernameMinimum {
                let text = "String is too short (\(length) chars), minimum \(identifiers.usernameMinimum)"
                errors.append(ImportError("MIN_LENGTH", text, "username"))
            }
        }
        if let name = row["app_metadata"]?.object?.keys.first(where: reserved.contains) {
            errors.append(ImportError("NOT_PASSED", "app_metadata must not have the member \(name)", "app_metadata"))
        }
        // Storage cannot keep U+0000.
        if holdsNUL(.object(row)) {
            errors.append(ImportError("FORMAT", "Characters U+0000 are not allowed"))
        }
        return errors
    }

    private static func holdsNUL(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.utf8.contains(0)
        case .array(let values): values.contains(where: holdsNUL)
        case .object(let members): members.contains { $0.name.utf8.contains(0) || holdsNUL($0.value) }
        default: false
        }
    }

    private static func factors(_ row: JSONObject) -> [ImportError] {
        guard let factors = row["mfa_factors"]?.array else { return [] }
        let path = "mfa_factors"
        guard !factors.isEmpty else {
            return [ImportError("ARRAY_LENGTH_SHORT", "Array is too short (0), minimum 1", path)]
        }
        guard factors.count <= maximumFactors else {
            let text = "Array is too long (\(factors.count)), maximum \(maximumFactors)"
            return [ImportError("ARRAY_LENGTH_LONG", text, path)]
        }
        return factors.enumerated().compactMap { number, factor in
            let place = "\(path)[\(number)]"
            guard let members = factor.object, members.count == 1 else {
                return ImportError("MFA_FACTORS_FAILED", "A factor is exactly one of totp, phone and email", place)
            }
            if let secret = factor["totp"]?["secret"]?.string, isBase32(secret) { return nil }
            if let number = factor["phone"]?["value"]?.string, isPhoneNumber(number) { return nil }
            if let email = factor["email"]?["value"]?.string, isEmail(email) { return nil }
            return ImportError("MFA_FACTORS_FAILED", "The factor has no valid value", place)
        }
    }

    private static func isBase32(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x32...0x37).contains($0) }
    }

    private static func isPhoneNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.hasPrefix("+") && (1...15).contains(digits.count) && digits.allSatisfy(\.isDigit)
    }

    /// One `@` with something on both sides, a dot in the host, and nothing that an address cannot have.
    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.count <= 320 else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        return isPlain && labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }
}
