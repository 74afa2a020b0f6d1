import Tokens
package import Wire

extension PasswordPolicy {
    private static let maximumHistory = 24
    private static let longest = PasswordRule.maximumLength(bytes: PasswordHash.maximumLength)

    /// The policy that a connection's options describe.
    ///
    /// The newer `password_options` decides group by group; a group that it lacks is read from the older options, as if
    /// the connection had not moved. Options that make no sense are read as the nearest that do: the connection was
    /// validated when it was written.
    /// - SeeAlso: Auth0: "Flexible Password Policy"; "Configure Password Policies".
    package init(options: JSONObject) {
        let groups = options["password_options"]?.object ?? [:]
        rules = groups["complexity"]?.object.map(Self.rules(complexity:)) ?? Self.rules(legacy: options)

        let dictionary = Self.dictionary(groups["dictionary"]?.object, legacy: options["password_dictionary"]?.object)
        refusesCommonPasswords = dictionary != nil
        refusedPasswords = Set((dictionary ?? []).map { $0.lowercased() })

        if let profile = groups["profile_data"]?.object {
            let isActive = profile["active"]?.bool ?? false
            blockedFields = isActive ? profile["blocked_fields"]?.strings ?? PersonalData.defaultFields : []
        } else {
            let isActive = options["password_no_personal_info"]?["enable"]?.bool ?? false
            blockedFields = isActive ? PersonalData.defaultFields : []
        }

        historySize = Self.historySize(groups["history"]?.object, legacy: options["password_history"]?.object)
    }

    /// The further passwords of the dictionary; nil if there is no dictionary.
    private static func dictionary(_ group: JSONObject?, legacy: JSONObject?) -> [String]? {
        if let group { return group["active"]?.bool == true ? group["custom"]?.strings ?? [] : nil }
        return legacy?["enable"]?.bool == true ? legacy?["dictionary"]?.strings ?? [] : nil
    }

    private static func historySize(_ group: JSONObject?, legacy: JSONObject?) -> Int {
        let (isOn, size) =
            if let group {
                (group["active"]?.bool, group["size"]?.integer ?? 3)
            } else {
                (legacy?["enable"]?.bool, legacy?["size"]?.integer ?? 5)
            }
        return isOn == true ? Int(min(max(0, size), Int64(maximumHistory))) : 0
    }

    private static func rules(complexity: JSONObject) -> [PasswordRule] {
        var rules = [minimum(complexity["min_length"]?.integer ?? 1)]
        let types = (complexity["character_types"]?.strings ?? []).compactMap(CharacterType.init)
        if complexity["character_type_rule"]?.string == "three_of_four" {
            rules.append(.containsAtLeast(3, of: CharacterType.allCases))
        } else if !types.isEmpty {
            rules.append(.shouldContain(CharacterType.allCases.filter(types.contains)))
        }
        if complexity["identical_characters"]?.string == "block" { rules.append(.identicalCharacters(2)) }
        if complexity["sequential_characters"]?.string == "block" { rules.append(.sequentialCharacters(2)) }
        if complexity["max_length_exceeded"]?.string == "error" { rules.append(longest) }
        return rules
    }

    private static func rules(legacy options: JSONObject) -> [PasswordRule] {
        let length = options["password_complexity_options"]?["min_length"]?.integer
        let threeOfFour = PasswordRule.containsAtLeast(3, of: CharacterType.allCases)
        return switch options["passwordPolicy"]?.string {
        case "low": [minimum(length ?? 6)]
        case "fair": [minimum(length ?? 8), .shouldContain([.lowercase, .uppercase, .number])]
        case "good": [minimum(length ?? 8), threeOfFour]
        case "excellent": [minimum(length ?? 10), threeOfFour, .identicalCharacters(2)]
        default: [minimum(length ?? 1)]
        }
    }

    private static func minimum(_ length: Int64) -> PasswordRule {
        length > 1 ? .lengthAtLeast(Int(min(length, 128))) : .nonEmpty
    }
}
