import Kernel
import Liquid
import Wire

/// What templates are filled in with.
enum LiquidFixture {
    /// 2020-09-13T12:26:40Z, a Sunday.
    static let now = Instant(seconds: 1_600_000_000)

    static let values: JSONObject = [
        "user": [
            "name": "Ada <b>Lovelace</b>", "email": "ada@example.test", "age": 36,
            "tags": ["math", "poetry", "Engines"],
            "user_metadata": ["lang": "es", "https://example.test/plan": "gold", "n": 0],
            "items": [["k": "b", "v": 2, "on": true], ["k": "a", "v": 1], ["k": "C", "v": 3, "on": false]],
        ],
        "application": ["name": "Shop", "clientID": "c1"], "yes": true, "no": false, "one": 1, "minus": -7,
        "half": 2.5, "empty_text": "", "empty_list": [], "spaces": "  ", "nums": [3, 1, 2, 2], "key": "email",
        "nested": [[1, 2], [3]], "date": "2020-03-04T05:06:07Z",
    ]

    /// What a template puts out.
    static func output(_ template: String, escapes: Bool = false) throws -> String {
        try LiquidTemplate(parsing: template).render(values, escapes: escapes, now: now)
    }

    /// What is wrong with a template.
    static func error(_ template: String, limits: LiquidLimits = LiquidLimits()) -> LiquidError? {
        do throws(LiquidError) {
            _ = try LiquidTemplate(parsing: template, limits: limits).render(values, escapes: true, now: now)
            return nil
        } catch { return error }
    }
}
