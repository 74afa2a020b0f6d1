import Wire

/// Parts that older files call otherwise.
///
/// - SeeAlso: Auth0 Deploy CLI: `riskAssessments`, `riskAssessmentsNewDevice`.
enum FormerParts {
    /// The key of older files for whether sign-ins are assessed.
    static let riskAssessments = "riskAssessments"
    /// The key of the oldest files for how long a device is known.
    static let newDevice = "riskAssessmentsNewDevice"

    private static let present = "riskAssessment"

    /// Calls what the files have as newer files call it; those win that are there.
    static func rename(in assets: inout Assets) {
        let (former, device) = (assets.parts[riskAssessments], assets.parts[newDevice])
        assets.parts[riskAssessments] = nil
        assets.parts[newDevice] = nil
        guard former != nil || device != nil, assets.parts[present] == nil else { return }
        // In a folder each has a file of its own.
        let settings = former?["settings"] ?? former
        var part = JSONObject()
        if let isEnabled = settings?["enabled"] { part["settings"] = ["enabled": isEnabled] }
        let days = [former?["newDevice"], settings?["newDevice"], device].compactMap { $0?["remember_for"] }.first
        if let days { part["new_device"] = ["remember_for": days] }
        if !part.isEmpty { assets.rename(riskAssessments, present, .object(part)) }
    }
}
