import Directory
import Kernel
import Sessions
import Storage

enum PasswordChecks {
    static let all = [
        ConformanceCheck("a password is replaced, and so many former ones are remembered", history),
        ConformanceCheck("a better hash replaces the one that was seen, and no other", upgrade),
        ConformanceCheck("a password needs somebody whose it is", needsUser),
    ]

    @Sendable private static func history(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let id = User.example("a").id
        try await subject.storage.write { transaction in
            for name in ["a", "b"] { try transaction.insert(User.example(name), tenant: tenant) }
            try expectEqual(transaction.password(of: id, in: tenant), nil)
            try expectEqual(transaction.formerPasswords(of: id, limit: 10, in: tenant), [])
            for number in 1...5 {
                let password = PasswordRecord(
                    userID: id,
                    hash: "hash \(number)",
                    setAt: .example.adding(seconds: Int64(number))
                )
                try transaction.setPassword(password, keepingFormer: 3, in: tenant)
                try expectEqual(transaction.password(of: id, in: tenant), password)
            }
            try expectEqual(
                transaction.formerPasswords(of: id, limit: 10, in: tenant),
                ["hash 4", "hash 3", "hash 2"]
            )
            try expectEqual(transaction.formerPasswords(of: id, limit: 1, in: tenant), ["hash 4"])
            try expectEqual(transaction.formerPasswords(of: "auth0|b", limit: 10, in: tenant), [])
            // Of the same moment, in order all the same.
            for hash in ["x", "y", "z"] {
                try transaction.setPassword(
                    PasswordRecord(userID: id, hash: hash, setAt: .example),
                    keepingFormer: 2,
                    in: tenant
                )
            }
            try expectEqual(transaction.formerPasswords(of: id, limit: 10, in: tenant), ["y", "x"])
            try transaction.setPassword(
                PasswordRecord(userID: id, hash: "last", setAt: .example),
                keepingFormer: 0,
                in: tenant
            )
            try expectEqual(transaction.formerPasswords(of: id, limit: 10, in: tenant), [])
            try expectEqual(transaction.password(of: id, in: tenant)?.hash, "last")
        }
    }

    @Sendable private static func upgrade(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        let id = User.example("a").id
        try await subject.storage.write { transaction in
            try transaction.insert(User.example("a"), tenant: tenant)
            let password = PasswordRecord(userID: id, hash: "weak", setAt: .example)
            try transaction.setPassword(password, keepingFormer: 5, in: tenant)
            try transaction.upgradePassword(of: id, to: "never", from: "other", in: tenant)
            try expectEqual(transaction.password(of: id, in: tenant), password)
            try transaction.upgradePassword(of: id, to: "strong", from: "weak", in: tenant)
            let better = PasswordRecord(userID: id, hash: "strong", setAt: .example)
            try expectEqual(transaction.password(of: id, in: tenant), better)
            try expectEqual(transaction.formerPasswords(of: id, limit: 10, in: tenant), [])
            try transaction.upgradePassword(of: "auth0|nobody", to: "x", from: "y", in: tenant)
        }
    }

    @Sendable private static func needsUser(_ subject: ConformanceSubject) async throws {
        let tenant = try await subject.makeTenant()
        do {
            try await subject.storage.write {
                let password = PasswordRecord(userID: "auth0|nobody", hash: "h", setAt: .example)
                try $0.setPassword(password, keepingFormer: 0, in: tenant)
            }
        } catch StoreError.constraint {
            return
        }
        throw ConformanceFailure(description: "a password of nobody was kept")
    }
}
