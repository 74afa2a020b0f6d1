import Kernel
import Testing
import Wire

@testable import Moving

@Suite("Files of users")
struct UserFileTests {
    @Test(
        "rows are read from arrays and from lines",
        arguments: [
            #"[{"email":"a@x.test"},{"email":"b@x.test"}]"#,
            "[\n  {\"email\": \"a@x.test\"},\n  {\"email\": \"b@x.test\"}\n]\n",
            "{\"email\":\"a@x.test\"}\n{\"email\":\"b@x.test\"}\n",
            "{\"email\":\"a@x.test\"}\r\n\r\n{\"email\":\"b@x.test\"}",
        ]
    )
    func rows(text: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(text, "users")
        var reader = try RowReader(path: folder.path + "/users")
        #expect(try reader.read()?["email"] == "a@x.test")
        let offset = reader.offset
        #expect(try reader.read()?["email"] == "b@x.test")
        #expect(try reader.read() == nil && reader.rows == 2)
        var later = try RowReader(path: folder.path + "/users", offset: offset, rows: 1)
        #expect(try later.read()?["email"] == "b@x.test")
    }

    @Test("braces, brackets and quotes within texts end nothing")
    func texts() throws {
        let folder = try TemporaryFolder()
        try folder.write(#"[{"name":"a }] \" {","x":{"y":[1]}},{"name":"b"}]"#, "users")
        var reader = try RowReader(path: folder.path + "/users")
        #expect(try reader.read()?["name"] == "a }] \" {")
        #expect(try reader.read()?["name"] == "b")
    }

    @Test("a row that is no JSON is told by its number")
    func broken() throws {
        let folder = try TemporaryFolder()
        try folder.write("{\"a\":1}\n{\"a\":oops}\n", "users")
        var reader = try RowReader(path: folder.path + "/users")
        _ = try reader.read()
        var place = ""
        do { _ = try reader.read() } catch let error as MovingError { place = error.place }
        #expect(place == "\(folder.path)/users: row 2")
    }

    @Test("progress is kept, and refused for another import")
    func progress() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/progress"
        var progress = ImportProgress(subject: ["file": "users"])
        (progress.offset, progress.rows, progress.sent) = (120, 3, Instant(milliseconds: 5))
        try progress.write(to: path)
        let read = try ImportProgress(path: path, subject: ["file": "users"])
        #expect(read?.offset == 120 && read?.rows == 3 && read?.sent == Instant(milliseconds: 5))
        #expect(throws: MovingError.self) { try ImportProgress(path: path, subject: ["file": "others"]) }
        #expect(try ImportProgress(path: path + "-not", subject: [:])?.rows == nil)
    }
}
