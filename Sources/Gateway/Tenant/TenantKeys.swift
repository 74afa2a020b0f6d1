import Kernel
import Tokens
import Wire

/// The keys that tenants sign with, kept by tenant.
///
/// Keys are asked for again when they have been kept long, and when a token names one that is not among them; several
/// who need that wait for one request. While the tenant does not answer, the keys that are known keep working.
///
/// - SeeAlso: RFC 7517 §5; Auth0: `/.well-known/jwks.json`.
actor TenantKeys {
    /// Seconds after which keys are asked for again.
    static let freshness: Int64 = 600
    /// Seconds between two requests because of a key that is not known.
    static let pause: Int64 = 2
    /// Seconds between two requests when the last one failed and the known keys still serve.
    static let pauseAfterFailure: Int64 = 30

    private struct Key: Sendable {
        let kid: String?
        let key: PublicKey
    }

    private struct Known: Sendable {
        var keys: [Key] = []
        var fetchedAt: Instant?
        var triedAt: Instant?
        var fetching: Task<[Key], any Error>?

        func matching(_ kid: String?) -> [PublicKey] {
            // A token that names no key is tried with all.
            keys.filter { kid == nil || $0.kid == kid || $0.kid == nil }.map(\.key)
        }

        func isOlder(than seconds: Int64, _ moment: Instant?, _ now: Instant) -> Bool {
            moment.map { $0.adding(seconds: seconds) <= now } ?? true
        }
    }

    private let send: TenantExchange
    private let sleep: @Sendable (Duration) async throws -> Void
    private var known: [TenantURL: Known] = [:]

    /// Keys that are asked for by such requests.
    init(
        send: @escaping TenantExchange,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.send = send
        self.sleep = sleep
    }

    /// The keys that may have signed a token with this `kid`; none if the tenant has no such key.
    ///
    /// - Throws: `TenantError.unavailable` if no such key is known and the tenant does not answer.
    func keys(
        named kid: String?,
        of tenant: TenantURL,
        now: @Sendable () -> Instant
    ) async throws(TenantError) -> [PublicKey] {
        let found = known[tenant] ?? Known()
        let matching = found.matching(kid)
        if !matching.isEmpty {
            let isFresh = !found.isOlder(than: Self.freshness, found.fetchedAt, now())
            if isFresh || !found.isOlder(than: Self.pauseAfterFailure, found.triedAt, now()) { return matching }
            do { return try await fetch(tenant, now()).matching(kid) } catch { return matching }
        }
        if found.fetching == nil, let triedAt = found.triedAt {
            // Whoever comes too soon after the last request waits instead of being refused: keys do rotate.
            let wait = triedAt.adding(seconds: Self.pause).milliseconds - now().milliseconds
            if wait > 0, (try? await sleep(.milliseconds(min(wait, Self.pause * 1000)))) == nil {
                throw .unavailable("the request was given up")
            }
            if let since = known[tenant], since.triedAt != triedAt, since.fetching == nil {
                return since.matching(kid)
            }
        }
        return try await fetch(tenant, now()).matching(kid)
    }

    private func fetch(_ tenant: TenantURL, _ now: Instant) async throws(TenantError) -> Known {
        let fetching: Task<[Key], any Error>
        if let running = known[tenant]?.fetching {
            fetching = running
        } else {
            fetching = Task { [send] in try await Self.ask(tenant, send) }
            known[tenant, default: Known()].fetching = fetching
            known[tenant, default: Known()].triedAt = now
        }
        do {
            let keys = try await fetching.value
            if known[tenant]?.fetching == fetching {
                known[tenant] = Known(keys: keys, fetchedAt: now, triedAt: now, fetching: nil)
            }
            return known[tenant] ?? Known(keys: keys)
        } catch {
            if known[tenant]?.fetching == fetching { known[tenant]?.fetching = nil }
            throw error as? TenantError ?? .unavailable("\(error)")
        }
    }

    private static func ask(_ tenant: TenantURL, _ send: TenantExchange) async throws(TenantError) -> [Key] {
        let answer = try await send(TenantCall("GET", tenant.text + "/.well-known/jwks.json", timeout: 5))
        guard answer.status == 200 else { throw .unavailable("its key set answered \(answer.status)") }
        let keys = (answer.json?["keys"]?.array ?? []).compactMap { value -> Key? in
            // A key set may hold keys of kinds that are not known here: they are of no use, and no harm.
            guard let jwk = value.object, jwk["use"]?.string ?? "sig" == "sig", let key = try? PublicKey(jwk: jwk)
            else { return nil }
            return Key(kid: jwk["kid"]?.string, key: key)
        }
        guard !keys.isEmpty else { throw .unavailable("its key set holds no keys to verify with") }
        return keys
    }
}
