import Management
import Testing
import Wire

@testable import ManagementV1

@Suite("Users and clients in the first API")
struct ViewTests {
    @Test("Notes of administrators stand among a user's own members and never in their place")
    func notes() {
        let user = V1UserView.shown([
            "email": "john@fabrikam.test", "user_id": "adfs|john@fabrikam.test",
            "last_login": "2013-01-15T01:54:30.578Z",
            "logins_count": 13, "user_metadata": ["colour": "blue"],
            "app_metadata": ["plan": "gold", "user_id": "adfs|other", "_id": "0", "nothing": .null],
        ])
        #expect(user["lastLogin"] == "2013-01-15T01:54:30.578Z")
        #expect(user["loginsCount"] == 13)
        #expect(user["plan"] == "gold")
        #expect(user["nothing"] == JSONValue.null)
        #expect(user["user_id"] == "adfs|john@fabrikam.test")
        #expect(user["_id"] == .string(V1UserID.text(of: "adfs|john@fabrikam.test")))
        #expect(user["user_metadata"] == ["colour": "blue"])
        for absent in ["app_metadata", "last_login", "logins_count"] { #expect(!user.contains(absent)) }
    }

    @Test("Somebody who never signed in has signed in no times")
    func absent() {
        let user = V1UserView.shown(["user_id": "auth0|1"])
        #expect(user["loginsCount"] == 0)
        #expect(!user.contains("lastLogin"))
    }

    @Test("An internal id has 32 digits and is always the same")
    func internalID() {
        let id = V1UserID.text(of: "auth0|1")
        #expect(id.utf8.count == 32)
        #expect(id == V1UserID.text(of: "auth0|1"))
        #expect(id != V1UserID.text(of: "auth0|2"))
    }

    @Test("A client is written in camel case")
    func client() {
        let shown = V1ClientView.shown([
            "client_id": "a", "client_secret": "b", "name": "App", "global": false, "callbacks": ["https://a.test/"],
            "app_type": "spa",
        ])
        #expect(shown.keys == ["global", "clientID", "clientSecret", "name", "callbacks"])
    }

    @Test(
        "Callbacks are a list, or a text with commas, the first perhaps alone",
        arguments: [
            (["callbacks": ["https://a.test/", "https://b.test/"]], ["https://a.test/", "https://b.test/"]),
            (["callbacks": "https://a.test/, https://b.test/,"], ["https://a.test/", "https://b.test/"]),
            (
                ["callback": "https://a.test/", "callbacks": ["https://b.test/"]],
                ["https://a.test/", "https://b.test/"]
            ),
            (["callback": "https://a.test/", "callbacks": ["https://a.test/"]], ["https://a.test/"]),
            (["callback": "https://a.test/"], ["https://a.test/"]),
        ] as [(JSONObject, [String])]
    )
    func callbacks(body: JSONObject, expected: [String]) {
        #expect(V1ClientView.request(body)["callbacks"]?.strings == expected)
    }

    @Test("What only the server decides cannot be asked for")
    func fixed() {
        let request = V1ClientView.request(["clientID": "x", "clientSecret": "y", "global": true, "tenant": "z"])
        #expect(request.isEmpty)
    }
}
