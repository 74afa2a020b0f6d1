import Kernel
import Wire

/// JSON as columns hold it.
enum StoredJSON {
    /// Deeper than any request may nest, because log events hold requests inside.
    private static let maximumDepth = 128

    /// The object of a column.
    ///
    /// - Throws: `StoreError.corrupt` if it is none; the row is named, its content is not.
    static func object(_ text: String, of row: String) throws -> JSONObject {
        guard let value = try? JSONReader.parse(Array(text.utf8), maximumDepth: maximumDepth),
            case .object(let object) = value
        else { throw StoreError.corrupt("the body of \(row) is not a JSON object") }
        return object
    }
}
