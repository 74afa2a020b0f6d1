import Wire

/// A form as the object a schema describes: `a[b]=1&c[]=x` is `{"a":{"b":1},"c":["x"]}`.
enum FormBody {
    /// The object of a form.
    static func read(_ form: Form, as schema: Schema?, in source: some SchemaSource) -> JSONObject {
        var result = JSONObject()
        for (name, value) in form.parameters {
            let keys = path(name)
            insert(value, at: keys[...], into: &result, schema?.resolved(in: source), source)
        }
        return result
    }

    private static func path(_ name: String) -> [String] {
        guard let bracket = name.firstIndex(of: "["), bracket != name.startIndex, name.hasSuffix("]") else {
            return [name]
        }
        let inner = name[name.index(after: bracket)...].dropLast()
        let keys = inner.split(separator: "][", omittingEmptySubsequences: false).map(String.init)
        // Deeper forms are not read as objects.
        return keys.count <= 8 ? [String(name[..<bracket])] + keys : [name]
    }

    private static func insert(
        _ text: String,
        at keys: ArraySlice<String>,
        into object: inout JSONObject,
        _ schema: Schema?,
        _ source: some SchemaSource
    ) {
        guard let key = keys.first else { return }
        let property = schema?.properties[key]?.resolved(in: source)
        let rest = keys.dropFirst()
        if rest.isEmpty || rest.first == "" {
            let isList = rest.first == "" || property?.types.contains(.array) == true
            let element = isList ? property?.items?.resolved(in: source) : property
            let value = element.map { ParameterValue.typed(text, $0) } ?? .string(text)
            object[key] = isList ? .array((object[key]?.array ?? []) + [value]) : value
        } else {
            var child = object[key]?.object ?? JSONObject()
            insert(text, at: rest, into: &child, property, source)
            object[key] = .object(child)
        }
    }
}
