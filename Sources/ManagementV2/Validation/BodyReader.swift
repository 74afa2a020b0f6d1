import Kernel
import Wire

/// Reads and checks the body of a request.
enum BodyReader {
    private enum Kind { case json, form, multipart, page, other }

    /// The body as a value: an object, or an array where the operation takes one; null when there is none.
    ///
    /// - Throws: `APIProblem` with `invalid_body`, or 415.
    static func read(
        _ bytes: [UInt8],
        contentType: String?,
        _ row: OperationRow,
        in source: some SchemaSource
    ) throws(APIProblem) -> JSONValue {
        guard row.method != "GET" else { return .null }
        let value = try parse(bytes, contentType: contentType, row, in: source)
        guard let schema = row.body else { return value }
        if value.isNull, Validator.failures(.object([:]), schema, in: source).isEmpty { return .null }
        let failures = Validator.failures(value, schema, in: source, removable: removable(row, in: source))
        guard failures.isEmpty else { throw ValidatedPart.payload.problem(failures) }
        return value
    }

    private static func parse(
        _ bytes: [UInt8],
        contentType: String?,
        _ row: OperationRow,
        in source: some SchemaSource
    ) throws(APIProblem) -> JSONValue {
        guard bytes.contains(where: { $0 > 0x20 }) else { return .null }
        switch kind(contentType) {
        case .json:
            let value: JSONValue
            do { value = try JSONReader.parse(bytes) } catch {
                throw malformed("Invalid request payload JSON format", detail: "\(error)")
            }
            guard !hasNUL(value) else { throw malformed("Invalid characters in request payload", detail: nil) }
            return value
        case .form:
            do { return .object(FormBody.read(try Form(parsing: bytes), as: row.body, in: source)) } catch {
                throw malformed("Invalid request payload format", detail: "\(error)")
            }
        case .multipart:
            guard let parts = MultipartBody.read(bytes, contentType: contentType ?? "") else {
                throw malformed("Invalid multipart payload format", detail: nil)
            }
            return .object(FormBody.read(parts, as: row.body, in: source))
        case .page where row.body?.resolved(in: source).oneOf.contains { $0.types == [.string] } ?? false:
            // Templates may come as they are.
            guard let text = String(validating: bytes, as: UTF8.self), !hasNUL(.string(text)) else {
                throw malformed("Invalid characters in request payload", detail: nil)
            }
            return .string(text)
        case .page, .other:
            // A body that nothing reads does no harm.
            guard row.body != nil else { return .null }
            throw APIProblem(415, "Unsupported Media Type")
        }
    }

    /// U+0000 is in no name, address or secret, and PostgreSQL cannot keep it.
    private static func hasNUL(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.utf8.contains(0)
        case .array(let values): values.contains(where: hasNUL)
        case .object(let members): members.contains { $0.name.utf8.contains(0) || hasNUL($0.value) }
        default: false
        }
    }

    private static func malformed(_ text: String, detail: String?) -> APIProblem {
        APIProblem(400, "Payload validation error: '\(text)'.", code: "invalid_body", detail: detail)
    }

    private static func kind(_ contentType: String?) -> Kind {
        guard let contentType else { return .json }
        let type = contentType.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "", "application/json": return .json
        case "application/x-www-form-urlencoded": return .form
        case "multipart/form-data": return .multipart
        case "text/html": return .page
        default: return type.hasSuffix("+json") ? .json : .other
        }
    }

    /// The members that a change may set to null, which removes them: all but those that the object cannot be made
    /// without.
    private static func removable(_ row: OperationRow, in source: some SchemaSource) -> Set<String> {
        guard row.method == "PATCH", let body = row.body else { return [] }
        let schema = body.resolved(in: source)
        var needed = Set(schema.required)
        if let name = body.reference, name.hasPrefix("Update"),
            let creation = source.schema(named: "Create" + name.dropFirst("Update".count))
        {
            needed.formUnion(creation.resolved(in: source).required)
        }
        return Set(schema.properties.keys).subtracting(needed)
    }
}
