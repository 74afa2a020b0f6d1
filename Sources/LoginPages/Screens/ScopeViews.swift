/// What an application asks for, in words.
extension PageBuilder {
    /// What was asked for: about the user first, then in the API.
    func scopeGroups(_ consent: ConsentScreen) -> [View] {
        let isIdentity = { (scope: ConsentScreen.Scope) in Self.identityScopes.contains(scope.name) }
        let others = consent.scopes.filter { !isIdentity($0) }
        let groups = [
            (texts["scopesTitle"], identityLines(consent.scopes.filter { isIdentity($0) && $0.name != "openid" })),
            (
                consent.audienceName.flatMap { _ in texts["audienceTitle"] } ?? texts["scopesTitle"],
                consent.showsDescriptions ? describedLines(others) : resourceLines(others)
            ),
        ]
        return groups.filter { !$0.1.isEmpty }.map { title, lines in
            View([
                "title": title,
                "scopes": lines.map { line in
                    View(["name": line.scopes.map(\.name).joined(separator: " "), "description": line.text])
                },
            ])
        }
    }

    /// A line of the page, and the scopes that it tells of.
    private struct ScopeLine {
        var scopes: [ConsentScreen.Scope]
        var text = ""
    }

    /// The scopes of OpenID Connect, which belong to no API.
    private static let identityScopes: Set<String> = [
        "openid", "profile", "email", "address", "phone", "offline_access",
    ]

    /// The pages' own words for what is about the user.
    private func identityLines(_ scopes: [ConsentScreen.Scope]) -> [ScopeLine] {
        scopes.map { ScopeLine(scopes: [$0], text: texts["scope-\($0.name)"] ?? $0.name) }
    }

    /// The API's words; a scope without any is told by its name.
    private func describedLines(_ scopes: [ConsentScreen.Scope]) -> [ScopeLine] {
        scopes.map { scope in
            let words = scope.description.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
            return ScopeLine(scopes: [scope], text: words ?? scope.name)
        }
    }

    /// What the names say: `read:messages` and `write:messages` are one line, where the first of them stands; a name
    /// without a colon is a line of its own.
    ///
    /// - SeeAlso: Auth0: "Customize Consent Prompts".
    private func resourceLines(_ scopes: [ConsentScreen.Scope]) -> [ScopeLine] {
        var lines: [ScopeLine] = []
        var places: [Substring: Int] = [:]
        for scope in scopes {
            guard let resource = scope.parts?.resource else {
                lines.append(ScopeLine(scopes: [scope]))
                continue
            }
            if let place = places[resource] {
                lines[place].scopes.append(scope)
            } else {
                places[resource] = lines.count
                lines.append(ScopeLine(scopes: [scope]))
            }
        }
        return lines.map { ScopeLine(scopes: $0.scopes, text: sentence($0.scopes)) }
    }

    /// `Messages: read and write your messages`.
    private func sentence(_ scopes: [ConsentScreen.Scope]) -> String {
        guard let first = scopes.first else { return "" }
        let actions = scopes.compactMap { $0.parts.map { String($0.action).replacing("_", with: " ") } }
        guard let resource = first.parts?.resource.replacing("_", with: " "), let last = actions.last else {
            return first.name
        }
        let before = actions.dropLast().joined(separator: ", ")
        let several = before.isEmpty ? nil : texts.text("scope-list", ["first": before, "last": last])
        let words = [
            "resource": String(resource), "resourceTitle": resource.prefix(1).uppercased() + resource.dropFirst(),
            "actions": several ?? actions.joined(separator: ", "),
        ]
        return texts.text("scope-actions", words) ?? scopes.map(\.name).joined(separator: ", ")
    }
}

extension ConsentScreen.Scope {
    /// What may be done, and with what: the halves of `read:messages`; nil for a name that has no such halves.
    fileprivate var parts: (action: Substring, resource: Substring)? {
        let halves = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else { return nil }
        return (halves[0], halves[1])
    }
}
