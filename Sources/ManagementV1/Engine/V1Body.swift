import Kernel
import Web
import Wire

/// Reads bodies: JSON or a form.
enum V1Body {
    /// The members of a body.
    ///
    /// - Throws: `APIProblem` 400 for what is neither.
    static func read(_ request: WebRequest) throws(APIProblem) -> JSONObject {
        guard request.body.contains(where: { $0 > UInt8(ascii: " ") }) else { return [:] }
        // Scripts post JSON with curl's own media type, which is that of a form.
        if request.mediaType == "application/x-www-form-urlencoded", !isJSON(request.body) {
            guard let form = try? Form(parsing: request.body) else { throw refusal("The form cannot be read") }
            return JSONObject(form.parameters.map { ($0.name, .string($0.value)) })
        }
        guard let value = try? JSONReader.parse(request.body) else { throw refusal("The body is not valid JSON") }
        guard let object = value.object else { throw refusal("The body must be a JSON object") }
        return object
    }

    private static func isJSON(_ body: [UInt8]) -> Bool {
        body.first { $0 > UInt8(ascii: " ") } == UInt8(ascii: "{")
    }

    private static func refusal(_ message: String) -> APIProblem { APIProblem(400, message, code: "invalid_body") }
}
