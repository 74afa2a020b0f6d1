import Directory
import Kernel
import Storage

/// Rows of a file of users that are written together: as one after the other, but with a few statements for all.
struct ImportBatch {
    private let upserting: Bool
    private let isRepeating: Bool
    private let context: AdministrationContext

    /// A batch of the rows of a file.
    ///
    /// - Parameters:
    ///   - upserting: whether users who are there are changed instead of refused.
    ///   - isRepeating: whether users that were made at this very moment are those of the rows, made before the process
    ///     was killed.
    init(upserting: Bool, isRepeating: Bool = false, _ context: AdministrationContext) {
        self.upserting = upserting
        self.isRepeating = isRepeating
        self.context = context
    }

    /// Makes or changes the users of those rows with which nothing is wrong; what became of each row.
    ///
    /// - Throws: `StoreError`; then nothing of it may be kept.
    func store(
        _ candidates: [(row: ImportRow, errors: [ImportError])],
        _ transaction: any WriteTransaction
    ) throws -> [ImportRow.Outcome] {
        let sound = candidates.filter(\.errors.isEmpty).map(\.row)
        var written: [ImportRow.Outcome] = []
        while written.count < sound.count {
            let rest = sound[written.count...]
            let known = try KnownUsers(of: rest, context, transaction)
            written += try write(known.independent(rest), known, transaction)
        }
        var next = written.makeIterator()
        return candidates.compactMap { $0.errors.isEmpty ? next.next() : .refused($0.errors) }
    }

    private func write(
        _ rows: ArraySlice<ImportRow>,
        _ known: KnownUsers,
        _ transaction: any WriteTransaction
    ) throws -> [ImportRow.Outcome] {
        var made = Changes()
        var changed = Changes()
        var factors: [(row: ImportRow, user: User)] = []
        let outcomes = rows.map { row in
            if isRepeating, known.named(by: row.identifiers).first?.createdAt == context.now {
                return ImportRow.Outcome.inserted
            }
            switch row.decision(known.named(by: row), upserting: upserting, context) {
            case .insert(let user, let password):
                made.add(user, password)
                factors.append((row, user))
                return .inserted
            case .update(let user, let password):
                changed.add(user, password)
                return .updated
            case .refuse(let errors): return .refused(errors)
            }
        }
        if !made.users.isEmpty {
            try transaction.insert(made.users, passwords: made.passwords, tenant: context.tenant)
        }
        if !changed.users.isEmpty {
            try transaction.update(changed.users, passwords: changed.passwords, tenant: context.tenant)
        }
        for (row, user) in factors { try row.insertFactors(of: user, context, transaction) }
        return outcomes
    }
}

/// Users to be written, with the passwords of some of them.
private struct Changes {
    var users: [User] = []
    var passwords: [PasswordRecord] = []

    mutating func add(_ user: User, _ password: PasswordRecord?) {
        users.append(user)
        if let password { passwords.append(password) }
    }
}

/// The users who were there before some rows, by the names that the rows have for them.
private struct KnownUsers {
    private var users: [ImportRow.Name: User] = [:]

    /// Looks up whom rows name.
    ///
    /// - Throws: `StoreError`.
    init(of rows: ArraySlice<ImportRow>, _ context: AdministrationContext, _ transaction: any UserReading) throws {
        for user in try transaction.users(ids: rows.compactMap(\.userID), in: context.tenant) {
            users[.id(user.id)] = user
        }
        for (identifier, user) in try transaction.users(rows.flatMap(\.identifiers), in: context.tenant) {
            users[.identifier(identifier)] = user
        }
    }

    /// The users whom a row names: by id, address, user name and number.
    func named(by row: ImportRow) -> [User] {
        (row.userID.flatMap { users[.id($0)] }.map { [$0] } ?? []) + named(by: row.identifiers)
    }

    /// The users whom names find.
    func named(by identifiers: [LoginIdentifier]) -> [User] { identifiers.compactMap { users[.identifier($0)] } }

    /// The rows up to the first that names somebody whom a row before it names: what is known now would not hold for it.
    func independent(_ rows: ArraySlice<ImportRow>) -> ArraySlice<ImportRow> {
        var taken: Set<ImportRow.Name> = []
        for index in rows.indices {
            let row = rows[index]
            let names = (row.userID.map { [.id($0)] } ?? []) + row.identifiers.map(ImportRow.Name.identifier)
            // A row that names one user twice is at odds with no other.
            let all = Set(names + named(by: row).map { .id($0.id) })
            guard taken.isDisjoint(with: all) else { return rows[..<index] }
            taken.formUnion(all)
        }
        return rows
    }
}
