import Wire

/// One operation of the table, compiled.
final class OperationRow: Sendable {
    /// One parameter of the path or the query.
    struct Parameter: Sendable {
        let name: String
        let isRequired: Bool
        let schema: Schema
    }

    /// What the answer of a list looks like when the request says nothing about paging.
    enum ListShape: Sendable {
        /// An array.
        case array
        /// An object that holds the array.
        case object
        /// The paging object of actions, always.
        case pageNumbers
    }

    let id: String
    let method: String
    let path: String
    let scopes: [String]
    let needsAllScopes: Bool
    let pathParameters: [Parameter]
    let queryParameters: [Parameter]
    let body: Schema?
    let success: Int
    let listShape: ListShape

    /// Compiles a row.
    init(_ row: JSONObject, in source: some SchemaSource) {
        let id = row["id"]?.string ?? ""
        let parameters = (row["parameters"]?.array ?? []).compactMap(\.object)
        func placed(_ place: String) -> [Parameter] {
            parameters.filter { $0["in"]?.string == place }.map { parameter in
                Parameter(
                    name: parameter["name"]?.string ?? "",
                    isRequired: parameter["required"]?.bool ?? false,
                    // `required` of a parameter is a flag, of a schema a list.
                    schema: Schema(parameter.filtered(["name", "in", "required"], keeping: false))
                )
            }
        }
        self.id = id
        method = row["method"]?.string ?? ""
        path = row["path"]?.string ?? ""
        scopes = row["scopes"]?.strings ?? []
        needsAllScopes = Amendments.needsAllScopes.contains(id)
        pathParameters = placed("path")
        queryParameters = placed("query")
        body = row["body"]?.object.map(Schema.init)
        success = Amendments.successStatuses[id] ?? row["success"]?.integer.map(Int.init) ?? 200
        listShape = Self.listShape(row["response"]?.object.map(Schema.init), source)
    }

    /// A parameter of the query by its name.
    func queryParameter(_ name: String) -> Parameter? { queryParameters.first { $0.name == name } }

    /// Whether the list takes `page` and `per_page`.
    var pagesByOffset: Bool { queryParameter("per_page") != nil }

    /// Whether the list takes `from` and `take`.
    var pagesByCheckpoint: Bool { queryParameter("take") != nil }

    private static func listShape(_ response: Schema?, _ source: some SchemaSource) -> ListShape {
        guard let response = response?.resolved(in: source) else { return .array }
        let alternatives = [response] + (response.oneOf + response.anyOf).map { $0.resolved(in: source) }
        if alternatives.contains(where: { $0.types.contains(.array) }) { return .array }
        return alternatives.contains { $0.properties["per_page"] != nil } ? .pageNumbers : .object
    }
}
