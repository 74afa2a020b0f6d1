import HTTPTypes
import Wire

/// The OpenAPI document of a gateway, made of its routes.
///
/// - SeeAlso: OpenAPI Specification 3.0.3.
enum OpenAPIDocument {
    /// The document as JSON.
    static func encode(_ routes: [GatewayRoute], prefix: String, version: String) -> [UInt8] {
        var paths = JSONObject()
        for route in routes {
            let path = route.isOperational ? route.pattern : prefix + route.pattern
            var item = paths[path]?.object ?? [:]
            item[route.method.rawValue.lowercased()] = .object(operation(route))
            paths[path] = .object(item)
        }
        return JSONWriter.encode(
            [
                "openapi": "3.0.3",
                "info": [
                    "title": "latchkey gateway", "version": .string(version),
                    "description": "Sessions and user administration in front of a tenant.",
                ],
                "paths": .object(paths),
                "components": [
                    "securitySchemes": [
                        "session": ["type": "apiKey", "in": "cookie", "name": "sid"],
                        "accessToken": ["type": "http", "scheme": "bearer"],
                    ]
                ],
            ] as JSONObject
        )
    }

    /// The route's own words, with the header that every route for applications reads.
    private static func operation(_ route: GatewayRoute) -> JSONObject {
        guard !route.isOperational else { return route.documentation }
        var operation = route.documentation
        let clientType: JSONValue = [
            "name": "client-type", "in": "header", "required": false, "schema": ["type": "string"],
            "description":
                "The client of the configuration that the request is for; the default client if it is missing",
        ]
        operation["parameters"] = .array([clientType] + (operation["parameters"]?.array ?? []))
        return operation
    }
}
