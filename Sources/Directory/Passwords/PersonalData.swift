package import Wire

/// What is known of a person whose password is to be without it.
package struct PersonalData: Sendable {
    /// The members that connections without a choice of their own block.
    ///
    /// Auth0's list, with the two names that a profile may have instead of `name`.
    static let defaultFields = [
        "name", "username", "nickname", "email", "given_name", "family_name", "user_metadata.name",
        "user_metadata.first", "user_metadata.last",
    ]
    /// The shortest value that counts, in characters: shorter ones occur in passwords by chance.
    private static let minimumLength = 3
    /// The shortest word of a longer value that counts.
    private static let minimumWordLength = 4

    private let members: JSONObject

    /// What a person said of themself when signing up.
    ///
    /// - Parameter profile: The other root members: `name`, `nickname`, ….
    package init(
        email: String? = nil,
        username: String? = nil,
        phoneNumber: String? = nil,
        profile: JSONObject = [:],
        userMetadata: JSONObject = [:]
    ) {
        var members = profile
        if let email { members["email"] = .string(email) }
        if let username { members["username"] = .string(username) }
        if let phoneNumber { members["phone_number"] = .string(phoneNumber) }
        members["user_metadata"] = .object(userMetadata)
        self.members = members
    }

    /// What is known of a user.
    package init(_ user: User) {
        self.init(
            email: user.email,
            username: user.username,
            phoneNumber: user.phoneNumber,
            profile: user.profile,
            userMetadata: user.userMetadata
        )
    }

    /// Whether a password holds a value of one of the fields, or a word of it, in either case.
    func occurs(in password: String, fields: [String]) -> Bool {
        let password = password.lowercased()
        return fields.contains { field in texts(field).contains { password.contains($0.lowercased()) } }
    }

    /// The texts of a field, by its dotted path, that a password may not hold.
    private func texts(_ field: String) -> [String] {
        guard let value = value(field) else { return [] }
        let whole = value.string ?? value.integer.map(String.init) ?? ""
        var texts = whole.count >= Self.minimumLength ? [whole] : []
        if field == "email", let at = whole.lastIndex(of: "@") {
            let name = String(whole[..<at])
            if name.count >= Self.minimumLength { texts.append(name) }
        } else if field == "phone_number" {
            // The same number, typed without the plus sign.
            if whole.hasPrefix("+"), whole.count > Self.minimumLength { texts.append(String(whole.dropFirst())) }
        } else {
            texts += whole.split(whereSeparator: \.isWhitespace).filter { $0.count >= Self.minimumWordLength }
                .map(String.init)
        }
        return texts
    }

    private func value(_ path: String) -> JSONValue? {
        var value: JSONValue? = .object(members)
        for name in path.split(separator: ".") { value = value?[String(name)] }
        return value
    }
}

extension PersonalData: CustomStringConvertible, CustomReflectable {
    package var description: String { "personal data ‹redacted›" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
