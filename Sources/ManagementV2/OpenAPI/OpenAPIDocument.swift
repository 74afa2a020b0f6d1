package import Wire

/// The description of the management API v2 as this server has it, made of the operation table.
///
/// Operations without code behind them are left out, and so are the schemas that only they name.
///
/// - SeeAlso: OpenAPI Specification 3.1; JSON Schema 2020-12.
package struct OpenAPIDocument {
    private let implemented: Set<String>
    private let table = EmbeddedTable.index()
    private var referenced: [String] = []
    private var known: Set<String> = []

    /// A description of the operations of some families.
    package init(families: [OperationFamily] = Families.all) {
        implemented = Set(families.flatMap(\.handlers.keys))
    }

    /// The document: about a megabyte when written.
    package mutating func document() -> JSONObject {
        let paths = paths()
        return [
            "openapi": "3.1.0",
            "info": ["title": "Management API", "version": "2", "description": .string(Self.summary)],
            "servers": [["url": "/api/v2"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas()), "responses": .object(OpenAPIResponses.components),
                "securitySchemes": ["bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]],
            ],
        ]
    }

    private static let summary =
        "The operations of the Management API v2 that this server answers. A token for the audience /api/v2/ of the "
        + "same host is needed, with one of the scopes that an operation names."

    private mutating func paths() -> JSONObject {
        let described = table.operations.map { line in
            Amendments.amended(operation: (try? JSONReader.parse(EmbeddedTable.bytes(line)))?.object ?? [:])
        }
        var paths: [String: JSONObject] = [:]
        var order: [String] = []
        for row in described + Amendments.operations {
            guard let id = row["id"]?.string, implemented.contains(id), let path = row["path"]?.string else { continue }
            if paths[path] == nil { order.append(path) }
            paths[path, default: [:]][row["method"]?.string?.lowercased() ?? ""] = .object(operation(row, id: id))
        }
        return JSONObject(order.map { ($0, .object(paths[$0] ?? [:])) })
    }

    private mutating func operation(_ row: JSONObject, id: String) -> JSONObject {
        var operation: JSONObject = [
            "operationId": .string(id),
            "tags": [.string(row["path"]?.string?.split(separator: "/").first.map(String.init) ?? "")],
        ]
        let parameters = (row["parameters"]?.array ?? []).compactMap(\.object).map { JSONValue.object(parameter($0)) }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        if let body = row["body"]?.object { operation["requestBody"] = .object(requestBody(body, id: id)) }
        operation["security"] = Self.security(row["scopes"]?.strings ?? [], id: id)
        let response = row["response"]?.object.map { JSONValue.object(converted($0)) }
        operation["responses"] = .object(OpenAPIResponses.responses(row, id: id, schema: response))
        return operation
    }

    private mutating func parameter(_ row: JSONObject) -> JSONObject {
        var parameter = row.filtered(["name", "in", "required"], keeping: true)
        parameter["schema"] = .object(converted(row.filtered(["name", "in", "required"], keeping: false)))
        return parameter
    }

    private mutating func requestBody(_ body: JSONObject, id: String) -> JSONObject {
        let name = body["$ref"]?.string
        let needed = (name.flatMap(schema) ?? body)["required"]?.array ?? []
        return [
            "required": .bool(!needed.isEmpty),
            "content": .object([
                (Self.formOperations.contains(id) ? "multipart/form-data" : "application/json"): [
                    "schema": .object(converted(body))
                ]
            ]),
        ]
    }

    /// What takes a file.
    private static let formOperations: Set<String> = ["post_users-imports"]

    /// One scope is enough, but for the operations that need all of theirs.
    private static func security(_ scopes: [String], id: String) -> JSONValue {
        if scopes.isEmpty || Amendments.needsAllScopes.contains(id) {
            return [["bearer": .array(scopes.map(JSONValue.string))]]
        }
        return .array(scopes.map { ["bearer": [.string($0)]] })
    }

    /// The schemas that the operations name, and those that these name.
    private mutating func schemas() -> JSONObject {
        var schemas: [(String, JSONValue)] = []
        var next = 0
        while next < referenced.count {
            let name = referenced[next]
            schemas.append((name, .object(converted(schema(named: name) ?? [:]))))
            next += 1
        }
        return JSONObject(schemas.sorted { $0.0 < $1.0 })
    }

    private func schema(named name: String) -> JSONObject? {
        guard let line = table.schemas[name],
            let parsed = (try? JSONReader.parse(EmbeddedTable.bytes(line)))?.object
        else { return nil }
        return Amendments.amended(parsed, named: name)
    }

    /// A schema of the table in the words of OpenAPI: references are names there and pointers here.
    private mutating func converted(_ schema: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (name, value) in schema { result.append(name, converted(value, keyword: name)) }
        return result
    }

    private mutating func converted(_ value: JSONValue, keyword: String) -> JSONValue {
        switch (keyword, value) {
        case ("$ref", .string(let name)):
            if known.insert(name).inserted { referenced.append(name) }
            return .string("#/components/schemas/" + name)
        case ("properties", .object(let members)):
            var properties = JSONObject()
            for (name, value) in members {
                properties.append(name, value.object.map { .object(converted($0)) } ?? value)
            }
            return .object(properties)
        case ("items", .object(let schema)), ("additionalProperties", .object(let schema)):
            return .object(converted(schema))
        case ("oneOf", .array(let schemas)), ("anyOf", .array(let schemas)), ("allOf", .array(let schemas)):
            return .array(schemas.map { value in value.object.map { .object(converted($0)) } ?? value })
        default: return value
        }
    }
}
