package import Wire

/// What `PATCH` does to a document.
package enum Patching {
    /// The document after a patch: an absent member stays, `null` removes one, any other value replaces it whole.
    ///
    /// Members named in `mergedMembers` are merged one level deep instead, `null` inside deleting a key.
    package static func merge(
        _ document: JSONObject,
        _ patch: JSONObject,
        mergedMembers: Set<String> = []
    ) -> JSONObject {
        var result = document
        for (name, value) in patch {
            switch value {
            case .null: result[name] = nil
            case .object(let members) where mergedMembers.contains(name):
                result[name] = .object(merged(result[name]?.object ?? [:], members))
            default: result[name] = value
            }
        }
        return result
    }

    /// The object without members that are `null`, for documents that are made: there a `null` says nothing.
    package static func withoutNulls(_ document: JSONObject) -> JSONObject {
        var result = JSONObject()
        for (name, value) in document where !value.isNull { result.append(name, value) }
        return result
    }

    private static func merged(_ old: JSONObject, _ new: JSONObject) -> JSONObject {
        var result = old
        for (name, value) in new {
            // Not a conditional expression: its `nil` would be JSON's `null`, which is a value.
            if value.isNull { result[name] = nil } else { result[name] = value }
        }
        return result
    }
}
