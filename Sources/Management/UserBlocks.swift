import Applications
import Directory
import Kernel
import Sessions
import Storage
package import Wire

/// Blocks of users after too many wrong passwords.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/user-blocks`; Auth0: "Brute-Force Protection".
extension Administration {
    /// The blocks of whoever signs in with an address, a user name or a number; none for a name of nobody.
    ///
    /// - Parameter onlyIfProtected: whether failures are blocks only while brute-force protection is on.
    package func userBlocks(
        identifier: String,
        onlyIfProtected: Bool = false,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            let names = try UserBlockRules.names(identifier, context.tenant, transaction)
            return try UserBlockRules.shown(names, onlyIfProtected: onlyIfProtected, context, transaction)
        }
    }

    /// The blocks of a user.
    ///
    /// - Parameter onlyIfProtected: whether failures are blocks only while brute-force protection is on.
    /// - Throws: `APIProblem` 404.
    package func userBlocks(
        ofUser id: String,
        onlyIfProtected: Bool = false,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { transaction in
            let user = try UserRules.required(id, in: context.tenant, transaction)
            let names = UserBlockRules.names(of: user)
            return try UserBlockRules.shown(names, onlyIfProtected: onlyIfProtected, context, transaction)
        }
    }

    /// Lifts the blocks of whoever signs in with a name; nothing happens if there are none.
    package func liftUserBlocks(identifier: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            for name in try UserBlockRules.names(identifier, context.tenant, transaction) {
                try transaction.clearFailures(name.subject, from: nil, in: context.tenant)
            }
        }
    }

    /// Lifts the blocks of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func liftUserBlocks(ofUser id: String, _ context: AdministrationContext) async throws {
        try await storage.write { transaction in
            let user = try UserRules.required(id, in: context.tenant, transaction)
            for subject in UserBlockRules.subjects(of: user) {
                try transaction.clearFailures(subject, from: nil, in: context.tenant)
            }
        }
    }
}

/// Under which names failures are counted, and from when on they are a block.
enum UserBlockRules {
    /// How long a block lasts after the last failure, in seconds.
    private static let lifetime: Int64 = 30 * 86_400

    /// What failures are counted under, and how a block of it is told.
    struct Name {
        let subject: String
        let identifier: String
        let connection: String
    }

    /// What the failures of a user are counted under; sign-in has one subject for all the ways to write their name.
    static func subjects(of user: User) -> [String] { ["user:\(user.id)"] }

    /// The names of a user.
    static func names(of user: User) -> [Name] {
        let identifier = user.email ?? user.username ?? user.phoneNumber ?? user.id
        let connection = user.identities.first?.connection ?? ""
        return subjects(of: user).map { Name(subject: $0, identifier: identifier, connection: connection) }
    }

    /// The names behind what somebody types: users who sign in so, and in each database the name of nobody.
    static func names(
        _ identifier: String,
        _ tenant: TenantID,
        _ transaction: some DocumentReading & UserReading
    ) throws -> [Name] {
        let databases = DocumentQuery(.connection, in: tenant, keys: [.attribute("strategy", "auth0")])
        var names: [Name] = []
        for connection in try transaction.documents(databases).map(Connection.init) {
            for kind in LoginIdentifier.Kind.allCases {
                let name = LoginIdentifier(connection: connection.name, kind: kind, value: identifier)
                guard let user = try transaction.user(name, in: tenant) else { continue }
                names += subjects(of: user).map {
                    Name(subject: $0, identifier: identifier, connection: connection.name)
                }
            }
            let subject = "name:\(connection.name):\(identifier.trimmedOfSpaces.lowercased())"
            names.append(Name(subject: subject, identifier: identifier, connection: connection.name))
        }
        return names
    }

    /// The blocks of some names as the wire shows them.
    static func shown(
        _ names: [Name],
        onlyIfProtected: Bool,
        _ context: AdministrationContext,
        _ transaction: some DocumentReading & FailureReading
    ) throws -> JSONObject {
        let document = try transaction.document(
            .attackProtection,
            id: AttackProtection.bruteForceID,
            in: context.tenant
        )
        let protection = AttackProtection(bruteForce: document?.body, suspiciousAddress: nil).bruteForce
        var blocks: [JSONValue] = []
        for name in names where !onlyIfProtected || protection.isEnabled && protection.blocks {
            for failures in try transaction.failures(name.subject, in: context.tenant)
            where failures.count >= protection.maximumAttempts
                && failures.lastAt.adding(seconds: lifetime) > context.now
            {
                var block: JSONObject = ["identifier": .string(name.identifier)]
                if !failures.address.isEmpty { block["ip"] = .string(failures.address) }
                block["connection"] = .string(name.connection)
                blocks.append(.object(block))
            }
        }
        return ["blocked_for": .array(blocks)]
    }
}
