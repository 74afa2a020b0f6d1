import Applications
import Directory
import Kernel
import Storage
package import Wire

/// Making sure of users.
extension Administration {
    /// Makes a user with a password, or gives the one of that name in the connection the members that differ.
    ///
    /// The password of somebody who is there stays theirs.
    ///
    /// - Throws: `APIProblem` for what the management API refuses as well.
    package func seedUser(_ request: JSONObject, _ context: AdministrationContext) async throws -> SeedOutcome {
        let connection = request["connection"]?.string ?? ""
        let names: [LoginIdentifier] = [
            (LoginIdentifier.Kind.email, "email"), (.username, "username"), (.phone, "phone_number"),
        ].compactMap { kind, member in
            request[member]?.string.map { LoginIdentifier(connection: connection, kind: kind, value: $0) }
        }
        return try await SeedOutcome.settling {
            let found = try await storage.read { transaction -> User? in
                for name in names {
                    if let user = try transaction.user(name, in: context.tenant) { return user }
                }
                return nil
            }
            guard let found else {
                var body = request
                if body["verify_email"] == nil { body["verify_email"] = false }
                _ = try await createUser(body, context)
                return .made
            }
            let settled: Set<String> = [
                "connection", "password", "verify_email", "user_id", "email", "username", "phone_number",
            ]
            let wanted = request.filtered(settled, keeping: false)
            let before = try await user(found.id, context)
            let after = Patching.merge(before, wanted, mergedMembers: ["user_metadata", "app_metadata"])
            guard !after.saysTheSame(as: before) else { return .unchanged }
            _ = try await updateUser(found.id, wanted, context)
            return .changed
        }
    }
}
