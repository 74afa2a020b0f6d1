import Testing
import Wire

@testable import Gateway

@Suite("Multipart bodies")
struct MultipartFormTests {
    private func form(_ text: String, boundary: String = "b") -> MultipartForm? {
        MultipartForm(
            parsing: Array(text.replacing("\n", with: "\r\n").utf8),
            contentType: "multipart/form-data; charset=utf-8; boundary=\(boundary)"
        )
    }

    @Test("Fields and files are read, whatever stands before and after them")
    func read() {
        let text = """
            preamble
            --b \t
            content-disposition: form-data; name="users"; filename="a.json"
            Content-Type: application/json

            [1]
            -- b
            --b
            Content-Disposition: form-data; name=upsert

            true
            --b--
            epilogue
            """
        #expect(
            form(text)?.parts == [
                .init(
                    name: "users",
                    filename: "a.json",
                    mediaType: "application/json",
                    content: Array("[1]\r\n-- b".utf8)
                ),
                .init(name: "upsert", content: Array("true".utf8)),
            ]
        )
        #expect(form(text)?.text("upsert") == "true")
    }

    @Test(
        "What its boundary does not promise is no form",
        arguments: [
            "", "--b--\n", "--b\nContent-Disposition: form-data; name=a\n\nx\n", "--b\n\nx\n--b--",
            "--b\nContent-Disposition: form-data\n\nx\n--b--",
            "--c\nContent-Disposition: form-data; name=a\n\nx\n--c--",
        ]
    )
    func refused(_ text: String) { #expect(form(text)?.parts.isEmpty ?? true) }

    @Test("What is written can be read, bytes and all")
    func roundTrip() {
        let written = MultipartForm([
            .init(name: "users", filename: "a.json", mediaType: "application/json", content: [0, 255, 13, 10, 45, 45]),
            .init(name: "b", content: []),
        ])
        #expect(
            MultipartForm(parsing: written.encoded(boundary: "b"), contentType: "multipart/form-data; boundary=b")
                == written
        )
    }
}
