import Applications
import Directory
import Kernel
import Wire

/// What a connection asks of the passwords that administrators set.
struct PasswordRules: Sendable {
    /// The refusal of a password that was used before.
    static let used = refusal("\(PasswordViolation.Kind.history.rawValue): Password has previously been used")

    private let policy: PasswordPolicy
    private let connection: Connection

    /// The rules of a connection.
    init(_ connection: Connection) {
        self.connection = connection
        policy = PasswordPolicy(options: connection.options)
    }

    /// Whether a new user must have a password.
    var isRequired: Bool {
        let method = connection.options["authentication_methods"]?["password"]
        return connection.isDatabase && method?["enabled"]?.bool ?? true && method?["api_behavior"] != "optional"
    }

    /// How many of the latest passwords may not be used again, the present one among them.
    var history: Int { policy.historySize }

    /// Refuses a password that the policy does not allow, its past aside.
    ///
    /// - Throws: `APIProblem` 400.
    func check(_ password: String, of user: User) throws {
        if let violation = policy.check(password, of: PersonalData(user)) {
            throw Self.refusal(violation.managementMessage)
        }
    }

    private static func refusal(_ message: String) -> APIProblem {
        APIProblem(400, message)
    }
}
