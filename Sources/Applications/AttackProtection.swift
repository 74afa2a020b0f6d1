package import Kernel
package import Wire

/// How a tenant defends its sign-in, as the sign-in sees it.
///
/// - SeeAlso: Auth0 Management API: `/api/v2/attack-protection`.
package struct AttackProtection: Sendable {
    /// The id of the document of kind `attackProtection` about brute force.
    package static let bruteForceID = "brute-force-protection"
    /// The id of the document of kind `attackProtection` about suspicious addresses.
    package static let suspiciousAddressID = "suspicious-ip-throttling"

    /// What happens to many failures of one user.
    package let bruteForce: BruteForce
    /// What happens to many failures from one address.
    package let suspiciousAddress: SuspiciousAddress

    /// Reads the settings; those that nobody has changed have Auth0's defaults.
    package init(bruteForce: JSONObject?, suspiciousAddress: JSONObject?) {
        self.bruteForce = BruteForce(bruteForce ?? [:])
        self.suspiciousAddress = SuspiciousAddress(suspiciousAddress ?? [:])
    }

    /// Brute-force protection.
    package struct BruteForce: Sendable, Equatable {
        /// Whether anything is done.
        package let isEnabled: Bool
        /// Whether the account is blocked.
        package let blocks: Bool
        /// Whether the user is told.
        package let notifies: Bool
        /// Addresses and networks that are never counted.
        package let allowlist: [AddressNetwork]
        /// Whether failures from different addresses are counted apart.
        package let countsPerAddress: Bool
        /// How many failures are one too many.
        package let maximumAttempts: Int64

        init(_ body: JSONObject) {
            isEnabled = body["enabled"]?.bool ?? true
            let shields = body["shields"]?.strings ?? ["block", "user_notification"]
            blocks = shields.contains("block")
            notifies = shields.contains("user_notification")
            allowlist = (body["allowlist"]?.strings ?? []).compactMap(AddressNetwork.init)
            countsPerAddress = body["mode"]?.string != "count_per_identifier"
            maximumAttempts = body["max_attempts"]?.integer ?? 10
        }

        /// Whether tries from an address are counted and stopped.
        package func applies(to address: String) -> Bool {
            isEnabled && blocks && !allowlist.contains { $0.contains(address) }
        }
    }

    /// Suspicious-address throttling.
    package struct SuspiciousAddress: Sendable, Equatable {
        /// Whether anything is done.
        package let isEnabled: Bool
        /// Whether the address is stopped.
        package let blocks: Bool
        /// Addresses and networks that are never counted.
        package let allowlist: [AddressNetwork]
        /// Failed sign-ins.
        package let preLogin: Stage
        /// Sign-ups.
        package let preRegistration: Stage

        init(_ body: JSONObject) {
            isEnabled = body["enabled"]?.bool ?? true
            blocks = (body["shields"]?.strings ?? ["admin_notification", "block"]).contains("block")
            allowlist = (body["allowlist"]?.strings ?? []).compactMap(AddressNetwork.init)
            preLogin = Stage(body["stage"]?["pre-login"], maximum: 100, rate: 864_000)
            preRegistration = Stage(body["stage"]?["pre-user-registration"], maximum: 50, rate: 1_200)
        }

        /// Whether tries from an address are counted and stopped.
        package func applies(to address: String) -> Bool {
            isEnabled && blocks && !allowlist.contains { $0.contains(address) }
        }
    }

    /// How many tries an address has, and how fast it gets one back.
    package struct Stage: Sendable, Equatable {
        /// How many tries.
        package let maximumAttempts: Int64
        /// After how many milliseconds there is one more.
        package let rate: Int64

        init(_ value: JSONValue?, maximum: Int64, rate: Int64) {
            maximumAttempts = value?["max_attempts"]?.integer ?? maximum
            self.rate = value?["rate"]?.integer ?? rate
        }

        /// After how many seconds all tries are back.
        package var window: Int64 { maximumAttempts * rate / 1000 }

        /// Whether so many tries, the last of them then, have used everything up.
        package func isExhausted(count: Int64, lastAt: Instant, now: Instant) -> Bool {
            count >= maximumAttempts && now.milliseconds - lastAt.milliseconds < rate
        }
    }
}
