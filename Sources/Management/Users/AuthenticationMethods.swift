import Applications
import Directory
package import Kernel
import Storage
import Tokens
package import Wire

/// What users prove who they are with, beside their password.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/users/{id}/authentication-methods`.
extension Administration {
    /// A page of the methods of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func authenticationMethods(
        ofUser id: String,
        _ request: PageRequest,
        _ context: AdministrationContext
    ) async throws -> Page<JSONObject> {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let query = DocumentQuery(.authenticationMethod, in: context.tenant, parent: id)
            return try Listing.page(query, request, in: transaction) { AuthenticationMethod($0).read }
        }
    }

    /// One method of a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func authenticationMethod(
        _ method: String,
        ofUser id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.read { try AuthenticationMethod.required(method, ofUser: id, context.tenant, $0).read }
    }

    /// Gives a user a method, which is confirmed at once.
    ///
    /// - Throws: `APIProblem` 404, or 400 for a method without what it needs.
    package func createAuthenticationMethod(
        _ request: JSONObject,
        forUser id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        let document = try AuthenticationMethod.document(request, user: id, random, context)
        return try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try transaction.insert(document, keys: [])
            return AuthenticationMethod(document).written
        }
    }

    /// Replaces all the methods of a user.
    ///
    /// - Throws: `APIProblem` 404, or 400 for a method without what it needs.
    package func setAuthenticationMethods(
        _ requests: [JSONValue],
        ofUser id: String,
        _ context: AdministrationContext
    ) async throws -> [JSONObject] {
        let documents = try requests.compactMap(\.object).map {
            try AuthenticationMethod.document($0, user: id, random, context)
        }
        return try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try AuthenticationMethod.removeAll(ofUser: id, context.tenant, transaction)
            for document in documents { try transaction.insert(document, keys: []) }
            return documents.map { AuthenticationMethod($0).replaced }
        }
    }

    /// Changes the name of a method, or how its code is sent.
    ///
    /// - Throws: `APIProblem` 404.
    package func updateAuthenticationMethod(
        _ method: String,
        ofUser id: String,
        _ patch: JSONObject,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        try await storage.write { transaction in
            var document = try AuthenticationMethod.required(method, ofUser: id, context.tenant, transaction).document
            document.body = Patching.merge(document.body, patch)
            document.updatedAt = context.now
            try transaction.update(document, keys: [])
            return AuthenticationMethod(document).written
        }
    }

    /// Takes a method from a user.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteAuthenticationMethod(
        _ method: String,
        ofUser id: String,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try AuthenticationMethod.required(method, ofUser: id, context.tenant, transaction)
            try transaction.deleteDocument(.authenticationMethod, id: method, in: context.tenant)
        }
    }

    /// Takes all methods from a user, or those of one type.
    ///
    /// - Throws: `APIProblem` 404.
    package func deleteAuthenticationMethods(
        ofUser id: String,
        type: String? = nil,
        _ context: AdministrationContext
    ) async throws {
        try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try AuthenticationMethod.removeAll(ofUser: id, type: type, context.tenant, transaction)
        }
    }

    /// Gives a user a new recovery code and answers it; the one before is worth nothing from then on.
    ///
    /// - Throws: `APIProblem` 404.
    package func regenerateRecoveryCode(
        ofUser id: String,
        _ context: AdministrationContext
    ) async throws -> JSONObject {
        // Capitals are twice as likely as digits: 24 characters are more than a hundred bits all the same.
        let code = random.text(24, from: .base62).uppercased()
        let hash = Hexadecimal.encode(Digest.sha256(Array(code.utf8)))
        let document = try AuthenticationMethod.document(["type": "recovery-code"], user: id, random, context)
        return try await storage.write { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            try AuthenticationMethod.removeAll(ofUser: id, type: "recovery-code", context.tenant, transaction)
            var kept = document
            kept.body[AuthenticationMethod.codeHash] = .string(hash)
            try transaction.insert(kept, keys: [])
            return ["recovery_code": .string(code)]
        }
    }

    /// The devices and numbers that a user enrolled for a second factor.
    ///
    /// - Throws: `APIProblem` 404.
    package func enrollments(ofUser id: String, _ context: AdministrationContext) async throws -> [JSONObject] {
        try await storage.read { transaction in
            _ = try UserRules.required(id, in: context.tenant, transaction)
            let query = DocumentQuery(.authenticationMethod, in: context.tenant, parent: id)
            return try transaction.documents(query).compactMap { AuthenticationMethod($0).enrollment }
        }
    }
}
