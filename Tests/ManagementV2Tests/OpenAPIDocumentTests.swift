import Testing
import Wire

@testable import ManagementV2

@Suite("The published description")
struct OpenAPIDocumentTests {
    private let paths: JSONValue = {
        var document = OpenAPIDocument()
        return document.document()["paths"] ?? .null
    }()

    @Test(
        "says in what operations answer",
        arguments: [("/events", "text/event-stream"), ("/clients", "application/json"), ("/logs", "application/json")]
    )
    func mediaTypes(path: String, mediaType: String) {
        let content = paths[path]?["get"]?["responses"]?["200"]?["content"]?.object
        #expect(content?.keys.map { $0 } == [mediaType])
    }

    @Test("names the header by which a stream goes on")
    func lastEventID() {
        let parameters = (paths["/events"]?["get"]?["parameters"]?.array ?? []).compactMap(\.object)
        let header = parameters.first { $0["in"] == "header" }
        #expect(header?["name"] == "Last-Event-ID")
        #expect(header?["schema"]?["type"] == "string")
    }
}
