import Kernel
import Sessions
import Tokens
import Wire

/// A sign-up that waits for the code of a mail: until the address is proved there is no account, and no name is taken.
///
/// It is the body of a ticket of kind `signUpChallenge`, which is found by the secret of the sign-in and ends with it.
struct SignUpChallenge: Sendable {
    /// How long a code is good for, in seconds.
    ///
    /// - SeeAlso: Auth0: "Flexible Identifiers and Attributes".
    static let codeLifetime: Int64 = 900
    /// How many digits a code has.
    static let codeLength = 6
    /// How often a code may be tried: with this many tries, somebody who guesses is right once in 200,000 times.
    static let maximumTries: Int64 = 5
    /// How many codes are mailed for one sign-in.
    static let maximumCodes: Int64 = 5

    /// The account that is made when the address is proved.
    let account: SignUp.Account
    /// The name of its connection.
    let connection: String
    /// How many codes were mailed.
    private(set) var codes: Int64 = 0
    /// How often the last one was tried.
    private(set) var tries: Int64 = 0
    /// Until when it is good.
    private var expiresAt: Instant
    private var codeHash: [UInt8] = []

    /// A challenge without a code.
    init(_ account: SignUp.Account, connection: String, now: Instant) {
        self.account = account
        self.connection = connection
        expiresAt = now
    }

    /// What came of a try.
    enum Outcome: Sendable, Equatable {
        case right, wrong, expired, usedUp
    }

    /// Takes another code in place of the last one; false if there were too many before.
    mutating func take(_ code: String, after codesBefore: Int64, state: Secret, at now: Instant) -> Bool {
        guard codesBefore < Self.maximumCodes else { return false }
        codes = codesBefore + 1
        tries = 0
        expiresAt = now.adding(seconds: Self.codeLifetime)
        codeHash = Self.hash(code, state)
        return true
    }

    /// Tries a code; the try is counted before anything is compared.
    mutating func attempt(_ code: String, state: Secret, at now: Instant) -> Outcome {
        guard expiresAt > now else { return .expired }
        guard tries < Self.maximumTries else { return .usedUp }
        tries += 1
        if equalInConstantTime(codeHash, Self.hash(code, state)) { return .right }
        return tries < Self.maximumTries ? .wrong : .usedUp
    }

    /// What is kept of a code.
    ///
    /// A million codes are tried fast; without the state, which is kept nowhere, this tells nothing of any.
    private static func hash(_ code: String, _ state: Secret) -> [UInt8] {
        Digest.sha256(Array("\(state.exposed) \(code)".utf8))
    }
}

extension SignUpChallenge {
    /// Reads the body of a ticket; nil if it is none of a challenge.
    init?(_ body: JSONObject) {
        guard let account = body["account"]?.object.flatMap(SignUp.Account.init),
            let connection = body["connection"]?.string, let codes = body["codes"]?.integer,
            let tries = body["tries"]?.integer, let expiry = body["code_expires_at"]?.integer,
            let hash = body["code_hash"]?.string.flatMap(Hexadecimal.decode)
        else { return nil }
        self.account = account
        self.connection = connection
        self.codes = codes
        self.tries = tries
        expiresAt = Instant(milliseconds: expiry)
        codeHash = hash
    }

    /// The body of its ticket.
    var body: JSONObject {
        [
            "account": .object(account.body), "connection": .string(connection), "codes": .integer(codes),
            "tries": .integer(tries), "code_expires_at": .integer(expiresAt.milliseconds),
            "code_hash": .string(Hexadecimal.encode(codeHash)),
        ]
    }
}

extension SignUp.Account {
    fileprivate init?(_ body: JSONObject) {
        guard let objectID = body["object_id"]?.string, let hash = body["password_hash"]?.string else { return nil }
        self.init(
            objectID: objectID,
            names: SignUpRules.Names(
                email: body["email"]?.string,
                username: body["username"]?.string,
                phoneNumber: body["phone_number"]?.string
            ),
            profile: body["profile"]?.object ?? [:],
            userMetadata: body["user_metadata"]?.object ?? [:],
            passwordHash: Secret(hash),
            isEmailVerified: false
        )
    }

    fileprivate var body: JSONObject {
        var body: JSONObject = [
            "object_id": .string(objectID), "password_hash": .string(passwordHash.exposed), "profile": .object(profile),
            "user_metadata": .object(userMetadata),
        ]
        for (name, value) in [
            ("email", names.email), ("username", names.username), ("phone_number", names.phoneNumber),
        ] {
            if let value { body[name] = .string(value) }
        }
        return body
    }
}
