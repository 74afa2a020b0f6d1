import AuthenticationAPI
import HTTPTypes
import Kernel
import Testing
import Tokens
import Web
import Wire

@Suite("Metadata")
struct MetadataTests {
    @Test(
        "discovery is the reviewed document, on both of its addresses",
        arguments: ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"]
    )
    func discovery(path: String) async throws {
        let response = try await Harness.make().send(path)
        #expect(response.status == 200)
        let expected = try Snapshot.read("discovery.json")
        #expect(response.text == String(decoding: expected, as: UTF8.self))
    }

    @Test("discovery tells of what the tenant has turned on")
    func discoveryWithSettings() async throws {
        let harness = try await Harness.make(settings: [
            "pushed_authorization_requests_supported": true, "acr_values_supported": ["urn:acr:1"],
        ])
        let expected = try Snapshot.read("discovery-everything.json")
        let response = try await harness.send("/.well-known/openid-configuration")
        #expect(response.text == String(decoding: expected, as: UTF8.self))
    }

    @Test("discovery names the host that was asked, and no other")
    func host() async throws {
        let harness = try await Harness.make()
        let response = try await harness.send(
            "/.well-known/openid-configuration",
            scheme: "http",
            authority: "localhost:3000"
        )
        #expect(try response.json["issuer"] == "http://localhost:3000/")
        #expect(try response.json["jwks_uri"] == "http://localhost:3000/.well-known/jwks.json")
        #expect(!response.text.contains("acme.example.com"))
    }

    @Test("public documents may be cached, read by any origin, and are not sent twice")
    func caching() async throws {
        let harness = try await Harness.make()
        for path in ["/.well-known/openid-configuration", "/.well-known/jwks.json"] {
            let first = try await harness.send(path)
            let tag = try #require(first.headers[.eTag])
            #expect(tag.hasPrefix("W/\"") && tag.hasSuffix("\""))
            #expect(first.headers[.contentType] == "application/json; charset=utf-8")
            #expect(first.headers[.cacheControl]?.hasPrefix("public, max-age=15") == true)
            #expect(first.headers[.accessControlAllowOrigin] == "*")
            let again = try await harness.send(path, headers: [.ifNoneMatch: tag])
            #expect(again.status == 304 && again.body.isEmpty && again.headers[.eTag] == tag)
            let other = try await harness.send(path, headers: [.ifNoneMatch: "W/\"other\""])
            #expect(other.status == 200 && other.body == first.body)
        }
    }

    @Test("the key set holds the public keys with their certificates", arguments: [false, true])
    func keys(removesAlgorithm: Bool) async throws {
        let settings: JSONObject = ["flags": ["remove_alg_from_jwks": .bool(removesAlgorithm)]]
        let response = try await Harness.make(settings: settings).send("/.well-known/jwks.json")
        let keys = try #require(try response.json["keys"]?.array)
        #expect(keys.count == 1)
        let key = try #require(keys.first?.object)
        let names = ["kty", "use", "n", "e", "kid", "x5t", "x5c"]
        #expect(key.keys == (removesAlgorithm ? names : ["alg"] + names))
        #expect(key["kid"] == "rsa_1" && key["use"] == "sig" && key["e"] == "AQAB")
        #expect(try PublicKey(jwk: key) == Harness.key.get().publicKey)
        let certificate = try #require(key["x5c"]?.strings?.first.flatMap { Base64.decode($0, .standard) })
        #expect(try PublicKey(certificate: certificate) == Harness.key.get().publicKey)
        #expect(key["x5t"] == .string(Base64.encode(Digest.sha1(certificate))))
        #expect(!key.contains("d") && !key.contains("p"))
    }

    @Test("the certificate comes in four forms of one key")
    func certificates() async throws {
        let harness = try await Harness.make()
        let der = try await harness.send("/cer")
        #expect(try PublicKey(certificate: der.body) == Harness.key.get().publicKey)
        #expect(der.headers[.contentDisposition] == "attachment; filename=\"default.cer\"")
        let pem = try await harness.send("/pem")
        #expect(try Certificates.der(pem: pem.text) == der.body)
        #expect(pem.headers[.contentType] == "application/x-pem-file")
        let raw = try await harness.send("/rawpem")
        #expect(Base64.decode(raw.text, .standard) == der.body)
        let pkcs7 = try await harness.send("/pb7")
        #expect(pkcs7.headers[.contentType] == "application/x-pkcs7-certificates")
        #expect(pkcs7.body.count > der.body.count)
    }
}
