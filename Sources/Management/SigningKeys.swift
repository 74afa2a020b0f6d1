package import Applications
package import Kernel
import Storage
package import Tokens
package import Wire

/// The keys that a tenant signs tokens with.
///
/// Each family (RSA, and EC and OKP once an API asks for them) has one current key, one next key, which verifiers see in
/// time, and any number of previous ones.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/keys/signing`.
extension Administration {
    /// Answers the keys: of each family the current, the next, then the previous ones, newest first.
    package func signingKeys(_ context: AdministrationContext) async throws -> [JSONObject] {
        let keys = try await storage.read { try $0.signingKeys(in: context.tenant) }
        return try SigningKeyRules.ordered(keys).map(SigningKeyRules.shown)
    }

    /// Answers a key.
    ///
    /// - Throws: `APIProblem` 404.
    package func signingKey(_ kid: String, _ context: AdministrationContext) async throws -> JSONObject {
        let keys = try await storage.read { try $0.signingKeys(in: context.tenant) }
        guard let key = keys.first(where: { $0.kid == kid }) else { throw SigningKeyRules.unknown }
        return try SigningKeyRules.shown(key)
    }

    /// Makes the next key of every family the current one, and a new next one; the current becomes previous, and
    /// verifies on.
    ///
    /// Answers the new next RSA key.
    package func rotateSigningKeys(_ context: AdministrationContext) async throws -> JSONObject {
        let present = try await storage.read { try $0.signingKeys(in: context.tenant) }
        var families = Set(present.compactMap { KeyFamily(rawValue: $0.family) })
        families.insert(.rsa)
        let nexts = try await newSigningKeys(families.map { ($0, .next) }, context)
        // For a family without a next key, so that a rotation always leaves a current one.
        let orphans = families.filter { family in
            !present.contains { $0.family == family.rawValue && $0.status == .next }
        }
        let currents = try await newSigningKeys(orphans.map { ($0, .current) }, context)
        try await storage.write { transaction in
            var succeeded: Set<String> = []
            for key in try transaction.signingKeys(in: context.tenant) {
                var key = key
                switch key.status {
                case .current:
                    key.status = .previous
                    key.currentUntil = context.now
                case .next:
                    key.status = .current
                    key.currentSince = context.now
                    succeeded.insert(key.family)
                case .previous, .revoked: continue
                }
                try transaction.update(key, tenant: context.tenant)
            }
            for key in currents where !succeeded.contains(key.family) {
                try transaction.insert(key, tenant: context.tenant)
            }
            for key in nexts { try transaction.insert(key, tenant: context.tenant) }
        }
        guard let next = nexts.first(where: { $0.family == KeyFamily.rsa.rawValue }) else {
            throw StoreError.corrupt("no next key was made")
        }
        return try SigningKeyRules.shown(next)
    }

    /// Revokes a previous key: what it signed verifies no more.
    ///
    /// One that is revoked already stays so.
    ///
    /// - Throws: `APIProblem` 404, or 400 for a key that is current or next.
    package func revokeSigningKey(_ kid: String, _ context: AdministrationContext) async throws -> JSONObject {
        try await storage.write { transaction in
            let keys = try transaction.signingKeys(in: context.tenant)
            guard var key = keys.first(where: { $0.kid == kid }) else { throw SigningKeyRules.unknown }
            switch key.status {
            case .revoked: break
            case .previous:
                key.status = .revoked
                key.revokedAt = context.now
                try transaction.update(key, tenant: context.tenant)
            case .current, .next:
                throw APIProblem(
                    400,
                    "Only a previous signing key can be revoked: rotate the keys first.",
                    code: "invalid_operation"
                )
            }
            return try SigningKeyRules.shown(key)
        }
    }

    /// Makes sure that a family has a current and a next key, and answers its keys; for APIs that sign with ES256 or
    /// EdDSA, whose keys are made when first needed.
    ///
    /// Calls at the same time make one pair.
    @discardableResult
    package func signingKeys(
        family: KeyFamily,
        _ context: AdministrationContext
    ) async throws -> [SigningKeyRecord] {
        let tenant = context.tenant
        let present = try await storage.read { try $0.signingKeys(in: tenant).filter { $0.family == family.rawValue } }
        let missing = SigningKeyRules.missing(present)
        guard !missing.isEmpty else { return present }
        // Made before the transaction, which nothing slow may hold up; what another call made meanwhile stays.
        let made = try await newSigningKeys(missing.map { (family, $0) }, context)
        return try await storage.write { transaction in
            let found = try transaction.signingKeys(in: tenant).filter { $0.family == family.rawValue }
            let stillMissing = SigningKeyRules.missing(found)
            for key in made where stillMissing.contains(key.status) { try transaction.insert(key, tenant: tenant) }
            return try transaction.signingKeys(in: tenant).filter { $0.family == family.rawValue }
        }
    }

    /// New keys, for families and places.
    private func newSigningKeys(
        _ wanted: [(family: KeyFamily, status: SigningKeyRecord.Status)],
        _ context: AdministrationContext
    ) async throws -> [SigningKeyRecord] {
        let random = random
        return try await KeyMaking.run {
            try wanted.map { try SigningKeyRules.make($0.family, $0.status, context, random) }
        }
    }
}

/// How signing keys are made and shown.
package enum SigningKeyRules {
    /// The refusal of a key that is not there.
    static let unknown = APIProblem(404, "The signing key does not exist.", code: "inexistent_signing_key")

    /// Certificates live as long as those of Auth0: verifiers do not look, keys are replaced by rotation.
    private static let certificateLifetime: Int64 = 14 * 365 * 86_400

    /// Makes a key with its certificate.
    ///
    /// An RSA key takes some 100 ms of CPU.
    ///
    /// - Throws: `KeyError`.
    package static func make(
        _ family: KeyFamily,
        _ status: SigningKeyRecord.Status,
        _ context: AdministrationContext,
        _ random: RandomSource
    ) throws -> SigningKeyRecord {
        let key = try SigningKey.generate(family: family)
        let certificate = try Certificates.selfSigned(
            for: key,
            commonName: context.host.name,
            notBefore: context.now,
            notAfter: context.now.adding(seconds: certificateLifetime),
            random: random
        )
        return SigningKeyRecord(
            kid: Kid.make(from: random),
            family: family.rawValue,
            status: status,
            privateKey: try key.pkcs8,
            certificate: certificate,
            createdAt: context.now,
            currentSince: status == .current ? context.now : nil
        )
    }

    /// Which of the two places that every family fills are empty.
    static func missing(_ keys: [SigningKeyRecord]) -> [SigningKeyRecord.Status] {
        [.current, .next].filter { status in !keys.contains { $0.status == status } }
    }

    /// The keys in the order of the wire, those for RS256 first.
    static func ordered(_ keys: [SigningKeyRecord]) -> [SigningKeyRecord] {
        let families = ["RSA", "EC", "OKP"]
        let statuses: [[SigningKeyRecord.Status]] = [[.current], [.next], [.previous, .revoked]]
        return families.flatMap { family in
            statuses.flatMap { status in keys.filter { $0.family == family && status.contains($0.status) } }
        }
    }

    /// A key as the wire shows it.
    ///
    /// - Throws: `KeyError` for a certificate that cannot be read.
    static func shown(_ key: SigningKeyRecord) throws -> JSONObject {
        var shown: JSONObject = [
            "kid": .string(key.kid),
            "cert": .string(Certificates.pem(key.certificate, lineEnding: .carriageReturnLineFeed)),
            "pkcs7": .string(try Certificates.pkcs7PEM(key.certificate, lineEnding: .carriageReturnLineFeed)),
            "current": .bool(key.status == .current),
            "next": .bool(key.status == .next),
            "previous": .bool(key.status == .previous || key.status == .revoked),
        ]
        if let since = key.currentSince { shown["current_since"] = since.json }
        if let until = key.currentUntil { shown["current_until"] = until.json }
        shown["fingerprint"] = .string(Certificates.fingerprintText(key.certificate))
        shown["thumbprint"] = .string(Certificates.thumbprintText(key.certificate))
        shown["revoked"] = .bool(key.status == .revoked)
        if let revoked = key.revokedAt { shown["revoked_at"] = revoked.json }
        return shown
    }
}
