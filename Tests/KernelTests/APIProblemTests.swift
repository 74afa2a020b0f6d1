import Kernel
import Testing
import Wire

@Suite("Refusals of the management API")
struct APIProblemTests {
    @Test("have their members in Auth0's order, and nothing of what is for the log")
    func order() {
        let problem = APIProblem(
            409,
            "Taken.",
            code: "conflict",
            attributes: ["error": "Taken."],
            detail: "unique index documents_1"
        )
        #expect(problem.body.keys == ["statusCode", "error", "message", "errorCode", "attributes"])
        #expect(
            JSONWriter.text(.object(problem.body))
                == #"{"statusCode":409,"error":"Conflict","message":"Taken.","errorCode":"conflict","attributes":{"error":"Taken."}}"#
        )
    }

    @Test("leave out what is not known")
    func short() {
        #expect(APIProblem(404, "No.").body == ["statusCode": 404, "error": "Not Found", "message": "No."])
    }

    @Test(
        "spell the reason as Auth0 does",
        arguments: [
            (400, "Bad Request"), (401, "Unauthorized"), (402, "Payment Required"), (403, "Forbidden"),
            (404, "Not Found"), (405, "Method Not Allowed"), (409, "Conflict"), (412, "Precondition Failed"),
            (413, "Payload Too Large"), (415, "Unsupported Media Type"), (429, "Too Many Requests"),
            (500, "Internal Server Error"), (503, "Service Unavailable"), (599, "Error"),
        ]
    )
    func reasons(status: Int, phrase: String) {
        #expect(APIProblem(status, "").body["error"] == .string(phrase))
    }
}

@Suite("Secrets")
struct SecretTests {
    @Test("do not show, however they are printed")
    func redaction() {
        struct Holder { let secret: Secret }
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), "\([secret])",
            "\(Optional(secret) as Any)", "\(Holder(secret: secret))", String(reflecting: Holder(secret: secret)),
            dumped,
        ]
        for text in texts {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("redacted"))
        }
    }

    @Test(
        "match their own bytes alone",
        arguments: [("abc", true), ("abd", false), ("ab", false), ("abcd", false), ("", false), ("ABC", false)]
    )
    func matching(candidate: String, isRight: Bool) {
        #expect(Secret("abc").matches(candidate) == isRight)
    }

    @Test("tell spellings apart that Unicode calls equal")
    func normalization() {
        #expect(!Secret("\u{E9}").matches("e\u{301}"))
        #expect(!Secret("K").matches("\u{212A}"))
    }
}
