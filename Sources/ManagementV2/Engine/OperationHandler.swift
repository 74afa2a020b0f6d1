/// The code behind one operation of the table.
///
/// Throws `APIProblem` with the status, text and code of the wire; anything else becomes a 500 or, for a storage that
/// cannot be reached, a 503.
package typealias OperationHandler = @Sendable (OperationCall) async throws -> OperationAnswer

/// The operations of one family of resources.
package struct OperationFamily: Sendable {
    /// The family's name, as in the path: `clients`.
    package let name: String
    /// The code by operation id of the table.
    package let handlers: [String: OperationHandler]

    /// A family.
    package init(name: String, handlers: [String: OperationHandler]) {
        self.name = name
        self.handlers = handlers
    }
}
