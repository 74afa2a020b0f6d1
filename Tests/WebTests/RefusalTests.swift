import HTTPTypes
import Kernel
import OAuth
import Testing
import Web

@Suite("Refusals")
struct RefusalTests {
    private struct Unexpected: Error { let password = "hunter2" }

    private static func body(_ error: any Error, _ shape: Route.ErrorShape) -> String {
        String(decoding: Refusal(error).response(shape).body, as: UTF8.self)
    }

    @Test("of the token endpoint have the shape of OAuth")
    func oauth() {
        let error = OAuthError(
            429,
            .tooManyRequests,
            "Client quota exceeded",
            headers: [("Retry-After", "60"), ("Auth0-Client-Quota-Limit", "b")]
        )
        let response = Refusal(error).response(.oauth)
        #expect(response.status == 429)
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == #"{"error":"too_many_requests","error_description":"Client quota exceeded"}"#
        )
        #expect(response.headers[.contentType] == "application/json")
        #expect(response.headers[.retryAfter] == "60")
        #expect(response.headers.first { $0.name.canonicalName == "auth0-client-quota-limit" }?.value == "b")
    }

    @Test("of the management API have its envelope")
    func management() {
        let problem = APIProblem(403, "Insufficient scope", code: "insufficient_scope", detail: "private")
        let response = Refusal(problem).response(.management)
        #expect(response.status == 403)
        #expect(
            String(decoding: response.body, as: UTF8.self)
                == #"{"statusCode":403,"error":"Forbidden","message":"Insufficient scope","errorCode":"insufficient_scope"}"#
        )
        #expect(response.headers[.contentType] == "application/json; charset=utf-8")
        #expect(response.headers[.wwwAuthenticate] == nil)
    }

    @Test("for want of a token ask for one")
    func challenge() {
        let response = Refusal(APIProblem(401, "Missing authentication")).response(.management)
        #expect(response.headers[.wwwAuthenticate] == "Bearer")
    }

    @Test("in plain text are the reason alone")
    func text() {
        let response = Refusal(APIProblem(404, "secret")).response(.text)
        #expect(String(decoding: response.body, as: UTF8.self) == "Not Found")
        #expect(response.headers[.contentType] == "text/plain; charset=utf-8")
    }

    @Test("of a database that is away ask to come back")
    func unavailable() {
        let error = StoreError.unavailable("disk is full at /var/lib")
        let response = Refusal(error).response(.management)
        #expect(response.status == 503 && response.headers[.retryAfter] == "1")
        #expect(Self.body(error, .oauth).contains(#""error":"temporarily_unavailable""#))
        #expect(Refusal(error).detail == "disk is full at /var/lib")
    }

    @Test("of what the database cannot hold are the caller's fault")
    func constraint() {
        #expect(Refusal(StoreError.constraint("x")).status == 400)
    }

    static let unexpected: [any Error] = [
        Unexpected(), StoreError.corrupt("hunter2"), StoreError.conflict(key: "hunter2"),
    ]

    @Test("of the unexpected tell the log everything and the caller nothing", arguments: 0..<unexpected.count)
    func internalError(row: Int) {
        let error = Self.unexpected[row]
        let refusal = Refusal(error)
        #expect(refusal.status == 500)
        #expect(refusal.detail?.contains("hunter2") == true)
        #expect(
            Self.body(error, .management)
                == #"{"statusCode":500,"error":"Internal Server Error","message":"Internal server error"}"#
        )
        #expect(Self.body(error, .oauth) == #"{"error":"server_error","error_description":"Internal server error"}"#)
        #expect(Self.body(error, .text) == "Internal Server Error")
    }

    @Test("of one area keep their text in the shape of another")
    func otherShape() {
        #expect(
            Self.body(OAuthError(401, .accessDenied, "Unauthorized", detail: "d"), .management)
                == #"{"statusCode":401,"error":"Unauthorized","message":"Unauthorized"}"#
        )
        #expect(
            Self.body(APIProblem(413, "Too large", detail: "d"), .oauth).contains(#""error_description":"Too large""#)
        )
    }

    @Test("that are refusals already stay as they are")
    func idempotent() {
        let refusal = Refusal(APIProblem(409, "Taken", code: "c"))
        #expect(Self.body(refusal, .management) == Self.body(APIProblem(409, "Taken", code: "c"), .management))
    }
}
