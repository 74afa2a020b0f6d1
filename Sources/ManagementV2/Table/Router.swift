/// Finds operations by method and path: a tree of path segments in which literal segments win over parameters.
struct Router: Sendable {
    private struct Node: Sendable {
        var literals: [Substring: Int] = [:]
        var parameter: Int?
        var operations: [String: Int] = [:]
    }

    private var nodes = [Node()]

    /// Adds an operation; segments in braces are parameters.
    mutating func add(_ operation: Int, method: String, path: String) {
        var node = 0
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            node = segment.hasPrefix("{") ? parameterChild(of: node) : literalChild(of: node, segment)
        }
        nodes[node].operations[method] = operation
    }

    /// The operation of a request and the values of the parameters of its path, as they came.
    func match(method: String, path: String) -> (operation: Int, parameters: [Substring])? {
        guard path.hasPrefix("/") else { return nil }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var parameters: [Substring] = []
        guard let operation = find(method, segments[...], from: 0, &parameters) else { return nil }
        return (operation, parameters)
    }

    private func find(
        _ method: String,
        _ segments: ArraySlice<Substring>,
        from node: Int,
        _ parameters: inout [Substring]
    ) -> Int? {
        guard let segment = segments.first else { return nodes[node].operations[method] }
        if let child = nodes[node].literals[segment],
            let found = find(method, segments.dropFirst(), from: child, &parameters)
        {
            return found
        }
        guard let child = nodes[node].parameter, !segment.isEmpty else { return nil }
        parameters.append(segment)
        if let found = find(method, segments.dropFirst(), from: child, &parameters) { return found }
        parameters.removeLast()
        return nil
    }

    private mutating func literalChild(of node: Int, _ segment: Substring) -> Int {
        if let child = nodes[node].literals[segment] { return child }
        nodes.append(Node())
        nodes[node].literals[segment] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func parameterChild(of node: Int) -> Int {
        if let child = nodes[node].parameter { return child }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }
}
