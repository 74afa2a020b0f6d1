package import Kernel

/// Reading configuration documents, inside a transaction.
package protocol DocumentReading {
    /// The document of that id.
    func document(_ kind: DocumentKind, id: String, in tenant: TenantID) throws -> Document?
    /// The document that holds a unique key.
    func document(_ kind: DocumentKind, key name: String, _ value: String, in tenant: TenantID) throws -> Document?
    /// The documents of a query, in its order.
    func documents(_ query: DocumentQuery) throws -> [Document]
    /// How many documents a query matches, its offset, limit and position aside.
    func countDocuments(_ query: DocumentQuery) throws -> Int
}

/// Changing configuration documents, inside a transaction.
///
/// Each change reaches the change feed when it commits.
package protocol DocumentWriting: DocumentReading {
    /// Adds a document with its keys.
    ///
    /// - Throws: `StoreError.conflict(key:)` with the key's name, or `id`, when it is taken.
    func insert(_ document: Document, keys: [DocumentKey]) throws
    /// Replaces the body and keys of a document that is there.
    ///
    /// - Throws: `StoreError.conflict(key:)` when another document has one of the unique keys.
    func update(_ document: Document, keys: [DocumentKey]) throws
    /// Removes a document and its keys; whether it was there.
    @discardableResult
    func deleteDocument(_ kind: DocumentKind, id: String, in tenant: TenantID) throws -> Bool
}
