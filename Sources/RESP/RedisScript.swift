/// A script that runs in the server as one step.
package struct RedisScript: Sendable {
    /// The program, in Lua.
    package let source: String
    /// The SHA-1 digest of the source in lower-case hexadecimal digits, by which a server knows scripts it has run.
    package let digest: String

    /// A script with the digest of its source.
    package init(source: String, digest: String) {
        self.source = source
        self.digest = digest
    }
}

extension RedisClient {
    /// Runs a script by its digest, or whole on a server that has not run it before.
    ///
    /// - Throws: `RedisFailure`.
    package func run(
        _ script: RedisScript,
        keys: [RedisCommand.Argument],
        arguments: [RedisCommand.Argument] = []
    ) async throws(RedisFailure) -> RESPValue {
        let rest = [.integer(Int64(keys.count))] + keys + arguments
        do {
            return try await send(RedisCommand(["EVALSHA", .text(script.digest)] + rest))
        } catch {
            guard error.refusal?.code == "NOSCRIPT" else { throw error }
            return try await send(RedisCommand(["EVAL", .text(script.source)] + rest))
        }
    }
}
