import Kernel
import Testing
import Wire

@testable import Gateway

@Suite("Users as they are looked for")
struct UserSearchTests {
    private func search(
        _ query: String,
        rows: String? = nil,
        supported: [String] = []
    ) throws -> UserSearch {
        try UserSearch(
            try Form(parsing: Array(query.utf8)),
            rows: rows,
            connections: AllowedConnections(supported: supported)
        )
    }

    private func q(_ query: String, rows: String? = nil, supported: [String] = []) throws -> String? {
        try search(query, rows: rows, supported: supported).parameters?.first { $0.name == "q" }?.value
    }

    private static let filterCases: [(String, String?)] = [
        ("", nil),
        ("email=a%40b.example", #"email:"a@b.example""#),
        ("email=", nil),
        ("nickname=jo*", "nickname:jo*"),
        ("nickname=jo+(x)*", #"nickname:jo\ \(x\)*"#),
        ("username=a%22+OR+email:*", #"username:a\"\ OR\ email\:*"#),
        (#"username=a%22%20OR%20%5C"#, #"username:"a\" OR \\""#),
        ("email=a&nickname=b", #"(email:"a" AND nickname:"b")"#),
        ("email=a&email=b", #"(email:"a" OR email:"b")"#),
        (
            "app_metadata.groups=x&app_metadata.groups=y",
            #"(app_metadata.groups:"x" AND app_metadata.groups:"y")"#
        ),
        ("app_metadata.plan.name=gold", #"app_metadata.plan.name:"gold""#),
        ("groups=x&_q=y&_s=-email&_p=email&_st=PUBLIC&q=email:*", nil),
    ]

    @Test("Filters become a query", arguments: filterCases)
    func filters(_ query: String, _ expected: String?) throws { #expect(try q(query) == expected) }

    private static let connectionCases: [(String, [String], String?)] = [
        ("connection=a&connection=b", [], #"(identities.connection:"a" OR identities.connection:"b")"#),
        ("connection=a,b", [], #"(identities.connection:"a" OR identities.connection:"b")"#),
        ("", ["a", "b"], #"(identities.connection:"a" OR identities.connection:"b")"#),
        ("connection=a&connection=c", ["a", "b"], #"identities.connection:"a""#),
        ("email=x&email=y", ["a"], #"((email:"x" OR email:"y") AND identities.connection:"a")"#),
    ]

    @Test(
        "Connections are those asked for among those supported, or all that are supported",
        arguments: connectionCases
    )
    func connections(_ query: String, _ supported: [String], _ expected: String?) throws {
        #expect(try q(query, supported: supported) == expected)
    }

    private static let rowCases: [(String, String?)] = [
        ("[]", nil),
        (#"[{"email":"a"}]"#, #"email:"a""#),
        (#"[{"email":"*"}]"#, #"email:"*""#),
        (#"[{"_id":"auth0|1"}]"#, #"user_id:"auth0|1""#),
        (
            #"[{"app_metadata.groups":{"$in":["x","y\" OR z"]}}]"#,
            #"(app_metadata.groups:"x" OR app_metadata.groups:"y\" OR z")"#
        ),
        (
            #"[{"email":"a","blocked":false},{"logins_count":{"$eq":3}}]"#,
            #"(email:"a" AND blocked:false AND logins_count:"3")"#
        ),
        (#"[{"$or":[{"email":"a","name":"b"},{"email":"c"}]}]"#, #"((email:"a" AND name:"b") OR email:"c")"#),
        (#"[{"$and":[{"email":"a"},{"$or":[{"name":"b"}]}]}]"#, #"(email:"a" AND name:"b")"#),
    ]

    @Test("The header acl_rows becomes part of the query", arguments: rowCases)
    func rows(_ header: String, _ expected: String?) throws { #expect(try q("", rows: header) == expected) }

    @Test("acl_rows, filters and connections must all be met")
    func together() throws {
        let rows = #"[{"app_metadata.groups":{"$in":["x","y"]}}]"#
        let expected = """
            ((email:"a" AND username:"b") AND (app_metadata.groups:"x" OR app_metadata.groups:"y") \
            AND identities.connection:"c")
            """
        #expect(try q("email=a&username=b", rows: rows, supported: ["c"]) == expected)
    }

    @Test("Nobody is found where nothing is allowed")
    func nobody() throws {
        #expect(try search("", rows: #"[{"email":{"$in":[]}}]"#).parameters == nil)
        #expect(try search("connection=other", supported: ["c"]).parameters == nil)
        #expect(
            try search("email=a", rows: #"[{"email":"a"},{"email":{"$in":[]}}]"#, supported: ["c"]).query == .nobody
        )
    }

    @Test(
        "What acl_rows says and is not understood is refused",
        arguments: [
            "x", "{}", "[1]", #"[{"$where":"1"}]"#, #"[{"email":{"$regex":"a"}}]"#, #"[{"email":{"$ne":"a"}}]"#,
            #"[{"email":{}}]"#, #"[{"email":null}]"#, #"[{"email":["a"]}]"#, #"[{"email:* OR name":"a"}]"#,
            #"[{"email":{"$in":"a"}}]"#, #"[{"$or":[]}]"#, #"[{"$or":[1]}]"#, #"[{"email":{"$in":["a"],"$gt":"b"}}]"#,
        ]
    )
    func refusedRows(_ header: String) {
        let problem = #expect(throws: APIProblem.self) { try search("", rows: header) }
        #expect(problem?.status == 400)
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            "_l=0", "_l=x", "_sk=-1", "_sk=99999999999999999999", "app_metadata.a:b=c", "app_metadata.=c",
            "app_metadata.a%20OR%20b=c",
        ]
    )
    func refused(_ query: String) {
        let problem = #expect(throws: APIProblem.self) { try search(query, supported: ["c"]) }
        #expect(problem?.status == 400)
    }

    private static let pageCases: [(String, String, String)] = [
        ("", "25", "0"), ("_l=10&_sk=30", "10", "3"), ("_l=10&_sk=35", "10", "3"), ("_l=500&_sk=200", "100", "2"),
    ]

    @Test("Limit and skip become pages", arguments: pageCases)
    func pages(_ query: String, _ size: String, _ page: String) throws {
        let parameters = try search(query).parameters ?? []
        #expect(parameters.map(\.name) == ["per_page", "page", "search_engine"])
        #expect(parameters.map(\.value) == [size, page, "v3"])
    }

    @Test("Some parameters are handed on")
    func handedOn() throws {
        let parameters = try search("sort=email:1&fields=email&include_totals=true").parameters ?? []
        #expect(
            parameters.dropFirst(3).map { "\($0.name)=\($0.value)" } == [
                "sort=email:1", "fields=email", "include_totals=true",
            ]
        )
    }
}
