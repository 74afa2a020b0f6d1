import Applications
import Directory
import Kernel
import Storage
package import Wire

/// What became of some rows of a file of users.
package struct ImportedRows: Sendable {
    /// How many users were made.
    package fileprivate(set) var inserted = 0
    /// How many users were changed.
    package fileprivate(set) var updated = 0
    /// The rows that were refused, by their place among those given, as a job would report them: without secrets.
    package fileprivate(set) var refused: [(row: Int, report: JSONValue)] = []
}

/// Some users of a tenant, as rows of a file.
package struct ExportedRows: Sendable {
    /// The users, as an import takes them.
    package let rows: [JSONObject]
    /// The id to go on after; nil when these were the last.
    package let last: String?
}

/// Users by file for the operator: what jobs do with files, without their limits.
///
/// - SeeAlso: Auth0: "Bulk User Imports", "Bulk User Exports".
extension Administration {
    /// The id of a connection that users can be imported into.
    ///
    /// - Throws: `APIProblem` 400 for one that is not there or that takes no imports.
    package func importConnection(named name: String, _ context: AdministrationContext) async throws -> String {
        try await storage.read { transaction in
            let id = try UserConnection.named(name, in: context.tenant, transaction).connection.id
            return try UserImport.connection(of: ["connection_id": .string(id)], context, transaction).id
        }
    }

    /// Makes or changes the users of some rows in one transaction.
    ///
    /// - Parameter repeating: whether the same call, at the same time, may have been the last thing that a killed process
    ///   did: the users that it made then count as made.
    /// - Throws: `APIProblem` when the connection is gone, `StoreError`.
    package func importUsers(
        _ rows: [JSONValue],
        connection id: String,
        upserting: Bool,
        repeating: Bool = false,
        _ context: AdministrationContext
    ) async throws -> ImportedRows {
        let work = RowWork(rows: rows, connection: id, upserting: upserting, repeating: repeating, context: context)
        let numbers = Array(rows.indices)
        do {
            return try await store(numbers, work, refusing: nil)
        } catch StoreError.conflict {
            // Somebody took a name in the meantime: alone, each row can fail for itself.
            var outcome = ImportedRows()
            for number in numbers {
                let alone = try await storeAlone(number, work)
                outcome.inserted += alone.inserted
                outcome.updated += alone.updated
                outcome.refused += alone.refused
            }
            return outcome
        }
    }

    /// The users after an id, in order of ids, those of a connection if one is named.
    ///
    /// - Parameter withPasswords: whether the rows carry the hashes of passwords.
    package func exportUsers(
        connection: String?,
        after id: String?,
        limit: Int,
        withPasswords: Bool,
        _ context: AdministrationContext
    ) async throws -> ExportedRows {
        var query = UserQuery(tenant: context.tenant, limit: limit)
        query.connection = connection
        query.afterID = id ?? ""
        return try await storage.read { [query] transaction in
            let users = try transaction.users(query)
            let rows = try users.map { user in
                let password = withPasswords ? try transaction.password(of: user.id, in: context.tenant) : nil
                return UserRow.shown(user, password: password)
            }
            return ExportedRows(rows: rows, last: users.count < limit ? nil : users.last?.id)
        }
    }

    private func storeAlone(_ number: Int, _ work: RowWork) async throws -> ImportedRows {
        do { return try await store([number], work, refusing: nil) } catch StoreError.conflict(let key) {
            return try await store([number], work, refusing: ImportError.conflict(key))
        }
    }

    private func store(_ numbers: [Int], _ work: RowWork, refusing error: ImportError?) async throws -> ImportedRows {
        let repeated = ImportRow.repeated(work.rows)
        return try await storage.write { transaction in
            let request: JSONObject = ["connection_id": .string(work.connection)]
            let target = try UserImport.connection(of: request, work.context, transaction)
            let connection = UserConnection(connection: target)
            let batch = ImportBatch(upserting: work.upserting, isRepeating: work.repeating, work.context)
            let candidates = numbers.map { number in
                let row = ImportRow(work.rows[number], connection, random)
                return (row: row, errors: error.map { [$0] } ?? row.errors(isRepeated: repeated.contains(number)))
            }
            var result = ImportedRows()
            for (index, outcome) in try batch.store(candidates, transaction).enumerated() {
                switch outcome {
                case .inserted: result.inserted += 1
                case .updated: result.updated += 1
                case .refused(let errors):
                    result.refused.append((numbers[index], candidates[index].row.report(errors)))
                }
            }
            return result
        }
    }
}

/// Some rows to be imported.
private struct RowWork: Sendable {
    let rows: [JSONValue]
    let connection: String
    let upserting: Bool
    let repeating: Bool
    let context: AdministrationContext
}

/// A user as a row of a file.
private enum UserRow {
    /// The user as an import takes one: without what a tenant notes itself.
    static func shown(_ user: User, password: PasswordRecord?) -> JSONObject {
        var row = JSONObject()
        row["user_id"] = .string(user.id)
        if let email = user.email {
            row["email"] = .string(email)
            row["email_verified"] = .bool(user.isEmailVerified)
        }
        if let username = user.username { row["username"] = .string(username) }
        if let number = user.phoneNumber {
            row["phone_number"] = .string(number)
            row["phone_verified"] = .bool(user.isPhoneVerified)
        }
        for name in UserConnection.profileMembers { row[name] = user.profile[name] }
        if user.isBlocked || user.profile.contains("blocked") { row["blocked"] = .bool(user.isBlocked) }
        if !user.appMetadata.isEmpty { row["app_metadata"] = .object(user.appMetadata) }
        if !user.userMetadata.isEmpty { row["user_metadata"] = .object(user.userMetadata) }
        if let hash = password?.hash { add(hash, to: &row) }
        return row
    }

    /// A hash as it is kept says what it is: bcrypt has a member of its own, the others are objects.
    private static func add(_ hash: String, to row: inout JSONObject) {
        if hash.hasPrefix("{\""), let object = (try? JSONReader.parse(hash))?.object {
            row["custom_password_hash"] = .object(object)
        } else if hash.hasPrefix("$2a$") || hash.hasPrefix("$2b$") {
            row["password_hash"] = .string(hash)
        } else {
            let prefixes = [("{", "ldap"), ("$argon2", "argon2"), ("$pbkdf2", "pbkdf2")]
            let algorithm = prefixes.first { hash.hasPrefix($0.0) }?.1 ?? "bcrypt"
            row["custom_password_hash"] = [
                "algorithm": .string(algorithm), "hash": ["value": .string(hash), "encoding": "utf8"],
            ]
        }
    }
}
