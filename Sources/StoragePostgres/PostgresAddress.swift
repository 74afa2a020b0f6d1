import CPostgres
import Kernel

/// Where a database is and how to get in: a `postgres://` URL whose secrets are never printed.
package struct PostgresAddress: Sendable, CustomStringConvertible {
    /// The URL as libpq takes it.
    let url: Secret
    /// Connections for transactions, where the URL says so with `pool_size`.
    let poolSize: Int?
    /// User, hosts and database.
    package let description: String
    private let secrets: [Secret]

    /// Takes a URL of the form `postgres://user:password@host:port/database?sslmode=verify-full&…`; all of libpq's
    /// parameters may follow, and `pool_size`.
    ///
    /// - Throws: `StoreError.unavailable` if it is none.
    package init(url text: String) throws {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            throw StoreError.unavailable("the address of the database does not begin with postgres://")
        }
        let (url, poolSize) = try Self.splitPoolSize(text)
        self.url = Secret(url)
        self.poolSize = poolSize
        let parameters = try Self.parameters(of: url)
        secrets = ["password", "sslpassword"].compactMap { parameters[$0] }.map(Secret.init)
        var description = "postgres://"
        if let user = parameters["user"] { description += user + "@" }
        description += parameters["host"] ?? parameters["hostaddr"] ?? "local"
        if let port = parameters["port"] { description += ":" + port }
        if let database = parameters["dbname"] { description += "/" + database }
        self.description = description
    }

    /// A message of libpq or of the server in one line, without the secrets of the URL.
    func scrub(_ message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        var line = lines.joined(separator: " ")
        for secret in secrets where !secret.exposed.isEmpty {
            line.replace(secret.exposed, with: secret.description)
        }
        return line
    }

    /// Takes `pool_size`, which libpq does not know, out of the URL.
    private static func splitPoolSize(_ text: String) throws -> (url: String, poolSize: Int?) {
        let name = "pool_size="
        guard let found = text.ranges(of: name).last, found.lowerBound > text.startIndex else { return (text, nil) }
        let before = text.index(before: found.lowerBound)
        guard text[before] == "?" || text[before] == "&" else { return (text, nil) }
        let end = text[found.upperBound...].firstIndex(of: "&") ?? text.endIndex
        guard let size = Int(text[found.upperBound..<end]), (1...1000).contains(size) else {
            throw StoreError.unavailable("pool_size in the address of the database is not a number from 1 to 1000")
        }
        let rest = text[end...].dropFirst()
        let url = rest.isEmpty ? text[..<before] : text[...before] + rest
        return (String(url), size)
    }

    /// The parameters of a URL, decoded.
    private static func parameters(of url: String) throws -> [String: String] {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            // What follows the first quotation mark repeats a part of the URL, which may hold the password.
            let reason = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            let harmless = reason.prefix { $0 != "\"" && !$0.isNewline }
            throw StoreError.unavailable("the address of the database cannot be read: \(harmless)")
        }
        defer { PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return parameters
    }
}
