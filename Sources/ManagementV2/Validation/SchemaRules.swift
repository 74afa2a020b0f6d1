import Wire

extension JSONValue {
    /// The type of the value; a number without a fraction is an integer.
    var schemaType: SchemaType {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .integer: .integer
        case .double: integer == nil ? .number : .integer
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether two values are one to a schema: 1 and 1.0 are.
    func equals(_ other: JSONValue) -> Bool {
        if let one = number, let two = other.number { return one == two }
        return self == other
    }
}

extension Schema {
    /// Whether a value of that type may be here at all.
    func accepts(_ type: SchemaType) -> Bool {
        types.isEmpty || types.contains(type) || (type == .integer && types.contains(.number))
    }

    /// The types as a failure names them.
    var typeText: String {
        if types.count == 1, let only = types.first { return only.rawValue }
        return JSONWriter.text(.array(types.map { .string($0.rawValue) }))
    }

    /// What is wrong with a string.
    func failures(of text: String) -> [String] {
        var failures: [String] = []
        let length = text.unicodeScalars.count
        if let minLength, length < minLength {
            failures.append("String is too short (\(length) chars), minimum \(minLength)")
        }
        if let maxLength, length > maxLength {
            failures.append("String is too long (\(length) chars), maximum \(maxLength)")
        }
        if let pattern, !pattern.matches(text) {
            failures.append("String does not match pattern \(pattern.text): \(text)")
        }
        if let format, !StringFormat.accepts(text, format: format) {
            failures.append("Object didn't pass validation for format \(format): \(text)")
        }
        return failures
    }

    /// What is wrong with a number.
    func failures(of number: Double) -> [String] {
        func text(_ number: Double) -> String { JSONWriter.text(.double(number)) }
        var failures: [String] = []
        if let minimum, number < minimum {
            failures.append("Value \(text(number)) is less than minimum \(text(minimum))")
        }
        if let maximum, number > maximum {
            failures.append("Value \(text(number)) is greater than maximum \(text(maximum))")
        }
        return failures
    }

    /// What is wrong with a list, its items aside.
    func failures(of items: [JSONValue]) -> [String] {
        var failures: [String] = []
        if let minItems, items.count < minItems {
            failures.append("Array is too short (\(items.count)), minimum \(minItems)")
        }
        if let maxItems, items.count > maxItems {
            failures.append("Array is too long (\(items.count)), maximum \(maxItems)")
        }
        if uniqueItems, let repeated = Self.repeated(items) {
            failures.append("Array items are not unique (indexes \(repeated.first) and \(repeated.second))")
        }
        return failures
    }

    private static func repeated(_ items: [JSONValue]) -> (first: Int, second: Int)? {
        var seen: [JSONValue: Int] = [:]
        for (index, item) in items.enumerated() {
            if let first = seen[item] { return (first, index) }
            seen[item] = index
        }
        return nil
    }
}
