import Directory
import Kernel
import Storage

/// One row for a user in every table of their area.
enum PeopleRows {
    /// The tables that a user's removal empties of them.
    static let tables = [
        "users", "identities", "login_identifiers", "passwords", "former_passwords", "user_permissions", "user_roles",
        "organization_members", "organization_member_roles", "consents",
    ]

    /// Adds what is not written with the user.
    static func fill(_ user: String, _ tenant: TenantID, _ transaction: any WriteTransaction) throws {
        for hash in ["first", "second"] {
            let password = PasswordRecord(userID: user, hash: hash, setAt: .example)
            try transaction.setPassword(password, keepingFormer: 3, in: tenant)
        }
        let permission = Permission(resourceServer: "https://api.example/", name: "read:things")
        try transaction.addPermissions([permission], toUser: user, at: .example, in: tenant)
        try transaction.addRole("rol_1", toUser: user, at: .example, in: tenant)
        try transaction.addMember(Membership(organization: "org_1", userID: user, createdAt: .example), in: tenant)
        try transaction.addRole("rol_1", toMember: user, of: "org_1", at: .example, in: tenant)
        try transaction.put(
            Consent(
                id: "consent of \(user)",
                clientID: "c1",
                userID: user,
                audience: "",
                scope: ["openid"],
                updatedAt: .example
            ),
            in: tenant
        )
    }
}
