package import Applications
package import Kernel
import Storage
import Wire

extension SQLTransaction {
    private static let selectDocument = """
        SELECT id, parent, body, created_at, updated_at FROM documents WHERE tenant = ? AND kind = ? AND id = ?
        """
    private static let selectDocumentByKey = """
        SELECT d.id, d.parent, d.body, d.created_at, d.updated_at FROM document_keys k \
        JOIN documents d ON d.tenant = k.tenant AND d.kind = k.kind AND d.id = k.id \
        WHERE k.tenant = ? AND k.kind = ? AND k.name = ? AND k.value = ? AND k.is_unique = 1
        """
    private static let insertDocument = """
        INSERT INTO documents (tenant, kind, id, parent, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) \
        ON CONFLICT (tenant, kind, id) DO NOTHING
        """
    private static let updateDocument = """
        UPDATE documents SET parent = ?, body = ?, updated_at = ? WHERE tenant = ? AND kind = ? AND id = ?
        """
    private static let deleteDocument = "DELETE FROM documents WHERE tenant = ? AND kind = ? AND id = ?"
    private static let selectKeys = """
        SELECT name, value, is_unique FROM document_keys WHERE tenant = ? AND kind = ? AND id = ?
        """
    /// The target is left out: both the primary key and the index of unique keys may object.
    private static let insertKey = """
        INSERT INTO document_keys (tenant, kind, id, name, value, is_unique) VALUES (?, ?, ?, ?, ?, ?) \
        ON CONFLICT DO NOTHING
        """
    private static let deleteKey = """
        DELETE FROM document_keys WHERE tenant = ? AND kind = ? AND id = ? AND name = ? AND value = ?
        """
    private static let deleteKeys = "DELETE FROM document_keys WHERE tenant = ? AND kind = ? AND id = ?"

    package func document(_ kind: DocumentKind, id: String, in tenant: TenantID) throws -> Document? {
        try find(Self.selectDocument + lock, Self.place(tenant, kind, id)).first.map { try document($0, kind, tenant) }
    }

    package func document(
        _ kind: DocumentKind,
        key name: String,
        _ value: String,
        in tenant: TenantID
    ) throws
        -> Document?
    {
        let arguments: [SQLValue] = [.text(tenant.rawValue), .text(kind.rawValue), .text(name), .text(value)]
        return try find(Self.selectDocumentByKey + (lock.isEmpty ? "" : lock + " OF d"), arguments).first.map {
            try document($0, kind, tenant)
        }
    }

    package func documents(_ query: DocumentQuery) throws -> [Document] {
        guard let statement = DocumentStatement(listing: query) else { return [] }
        return try find(statement.sql, statement.arguments).map { try document($0, query.kind, query.tenant) }
    }

    package func countDocuments(_ query: DocumentQuery) throws -> Int {
        guard let statement = DocumentStatement(counting: query) else { return 0 }
        return try Int(find(statement.sql, statement.arguments).first?.integer(0) ?? 0)
    }

    package func insert(_ document: Document, keys: [DocumentKey]) throws {
        let arguments: [SQLValue] = [
            .text(document.tenant.rawValue), .text(document.kind.rawValue), .text(document.id),
            .text(document.parent), try sealedBody(document), .instant(document.createdAt),
            .instant(document.updatedAt),
        ]
        guard try change(Self.insertDocument, arguments) == 1 else { throw StoreError.conflict(key: "id") }
        for key in Self.distinct(keys) { try insert(key, of: document) }
        try note(document, .created)
        try announce(document.kind, document.id, document.tenant)
    }

    package func update(_ document: Document, keys: [DocumentKey]) throws {
        let place = Self.place(document.tenant, document.kind, document.id)
        let arguments = [.text(document.parent), try sealedBody(document), .instant(document.updatedAt)] + place
        guard try change(Self.updateDocument, arguments) == 1 else {
            throw StoreError.constraint("\(document.kind.rawValue) \(document.id) is not there")
        }
        let stored = try Set(connection.query(Self.selectKeys, place).map(Self.key))
        let wanted = Self.distinct(keys)
        for key in stored.subtracting(wanted) {
            try change(Self.deleteKey, place + [.text(key.name), .text(key.value)])
        }
        for key in wanted where !stored.contains(key) { try insert(key, of: document) }
        try note(document, .updated)
        try announce(document.kind, document.id, document.tenant)
    }

    package func deleteDocument(_ kind: DocumentKind, id: String, in tenant: TenantID) throws -> Bool {
        let place = Self.place(tenant, kind, id)
        guard place.allSatisfy(\.isPortable) else { return false }
        try noteRemoval(kind, id, tenant)
        try change(Self.deleteKeys, place)
        guard try change(Self.deleteDocument, place) > 0 else { return false }
        try announce(kind, id, tenant)
        return true
    }

    private func insert(_ key: DocumentKey, of document: Document) throws {
        let arguments: [SQLValue] = [
            .text(document.tenant.rawValue), .text(document.kind.rawValue), .text(document.id), .text(key.name),
            .text(key.value), .integer(key.isUnique ? 1 : 0),
        ]
        guard try change(Self.insertKey, arguments) == 1 else { throw StoreError.conflict(key: key.name) }
    }

    private func announce(_ kind: DocumentKind, _ id: String, _ tenant: TenantID) throws {
        try connection.announce(.document(tenant: tenant, kind: kind, id: id))
    }

    private func sealedBody(_ document: Document) throws -> SQLValue {
        .text(JSONWriter.text(.object(try DocumentSecrets(sealer: sealer).seal(document))))
    }

    private func document(_ row: SQLRow, _ kind: DocumentKind, _ tenant: TenantID) throws -> Document {
        let id = try row.text(0)
        let body = try StoredJSON.object(row.text(2), of: "\(kind.rawValue) \(id)")
        var document = Document(
            tenant: tenant,
            kind: kind,
            id: id,
            parent: try row.text(1),
            body: body,
            createdAt: try row.instant(3)
        )
        document.updatedAt = try row.instant(4)
        document.body = try DocumentSecrets(sealer: sealer).open(document)
        return document
    }

    private static func place(_ tenant: TenantID, _ kind: DocumentKind, _ id: String) -> [SQLValue] {
        [.text(tenant.rawValue), .text(kind.rawValue), .text(id)]
    }

    private static func key(_ row: SQLRow) throws -> DocumentKey {
        let name = try row.text(0)
        let value = try row.text(1)
        return try row.integer(2) == 1 ? .unique(name, value) : .attribute(name, value)
    }

    /// The keys in their order without repetitions; of a unique one and an attribute that are the same the unique.
    private static func distinct(_ keys: [DocumentKey]) -> [DocumentKey] {
        var seen: Set<DocumentKey> = []
        return keys.filter { key in
            let overruled = !key.isUnique && keys.contains(.unique(key.name, key.value))
            return !overruled && seen.insert(key).inserted
        }
    }
}
