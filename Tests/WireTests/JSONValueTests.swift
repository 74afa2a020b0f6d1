import Testing
import Wire

@Suite("JSON values and objects")
struct JSONValueTests {
    @Test("answer only as what they are")
    func views() {
        #expect(JSONValue.string("1").integer == nil)
        #expect(JSONValue.integer(1).string == nil)
        #expect(JSONValue.integer(1).bool == nil)
        #expect(JSONValue.double(2).integer == 2)
        #expect(JSONValue.double(2.5).integer == nil)
        #expect(JSONValue.double(1e300).integer == nil)
        #expect(JSONValue.integer(3).number == 3)
        #expect(JSONValue.string("3").number == nil)
        #expect(JSONValue.array(["a", 1, nil, "b"]).strings == ["a", "b"])
        #expect(JSONValue.string("a").strings == nil)
        #expect(JSONValue.null.isNull)
        #expect(JSONValue.array([])["name"] == nil)
    }

    @Test("a member is replaced in its place, removed with nil and added at the end")
    func members() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["x"] = nil
        #expect(object == ["a": 3, "b": 2, "c": 4])
        object["a"] = nil
        #expect(object.keys == ["b", "c"])
        #expect(object.count == 2 && !object.contains("a"))
    }

    @Test("an object can be narrowed and laid over another")
    func combining() {
        let object: JSONObject = ["a": 1, "b": 2, "c": 3]
        #expect(object.filtered(["c", "a", "x"], keeping: true) == ["a": 1, "c": 3])
        #expect(object.filtered(["c", "a", "x"], keeping: false) == ["b": 2])
        #expect(object.merging(["d": 4, "a": nil]) == ["a": nil, "b": 2, "c": 3, "d": 4])
    }
}
