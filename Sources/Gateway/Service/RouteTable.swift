import HTTPTypes
import Wire

/// The routes of a gateway, found by path.
struct RouteTable: Sendable {
    /// The routes of a path, one for each method, and the parts of it that the pattern names.
    struct Match: Sendable {
        let routes: [GatewayRoute]
        let parameters: [String: String]
    }

    private struct Pattern: Sendable {
        let segments: [String]
        var routes: [GatewayRoute]

        var names: Int { segments.count { $0.first == "{" } }
    }

    private var exact: [String: [GatewayRoute]] = [:]
    private var patterns: [Pattern] = []

    /// A table of routes; those without braces win over those with.
    init(_ routes: [GatewayRoute]) {
        for route in routes {
            guard route.pattern.contains("{") else {
                exact[route.pattern, default: []].append(route)
                continue
            }
            let segments = Self.segments(route.pattern)
            if let index = patterns.firstIndex(where: { $0.segments == segments }) {
                patterns[index].routes.append(route)
            } else {
                patterns.append(Pattern(segments: segments, routes: [route]))
            }
        }
        patterns.sort { $0.names < $1.names }
    }

    /// What is at a path; a slash at its end does not matter.
    func match(_ path: String) -> Match? {
        if let routes = exact[path] { return Match(routes: routes, parameters: [:]) }
        let path = path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? String(path.dropLast()) : path
        if let routes = exact[path] { return Match(routes: routes, parameters: [:]) }
        let segments = Self.segments(path)
        for pattern in patterns where pattern.segments.count == segments.count {
            if let parameters = Self.parameters(pattern.segments, segments) {
                return Match(routes: pattern.routes, parameters: parameters)
            }
        }
        return nil
    }

    private static func parameters(_ pattern: [String], _ segments: [String]) -> [String: String]? {
        var parameters: [String: String] = [:]
        for (part, segment) in zip(pattern, segments) {
            if part.first == "{" {
                guard let value = Form.decode(segment.utf8, plusIsSpace: false), !value.isEmpty else { return nil }
                parameters[String(part.dropFirst().dropLast())] = value
            } else if part != segment {
                return nil
            }
        }
        return parameters
    }

    private static func segments(_ path: String) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}
