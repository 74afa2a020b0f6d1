/// What kinds of events a log stream may be narrowed to: names of filters, and Auth0's codes in each.
///
/// - SeeAlso: Auth0: "Log Stream Filters", "Prioritized Log Streams".
enum LogCategory {
    /// The codes of the categories that name theirs.
    private static let codes: [String: Set<String>] = [
        "actions": ["actions_execution_failed"],
        "auth.login.fail": ["f", "fc", "fco", "fcoa", "fens", "fp", "fu"],
        "auth.login.notification": ["w"],
        "auth.login.success": ["s", "scoa", "sens"],
        "auth.logout.fail": ["flo", "oidc_backchannel_logout_failed"],
        "auth.logout.success": ["oidc_backchannel_logout_succeeded", "slo"],
        "auth.signup.fail": ["fs"],
        "auth.signup.success": ["ss"],
        "auth.silent_auth.fail": ["fsa"],
        "auth.silent_auth.success": ["ssa"],
        "auth.token_exchange.fail": [
            "feacft", "feccft", "fede", "feoobft", "feotpft", "fepft", "fepotpft", "fercft", "ferrt", "fertft",
        ],
        "auth.token_exchange.success": [
            "seacft", "seccft", "sede", "seoobft", "seotpft", "sepft", "sercft", "sertft",
        ],
        "management.fail": ["fapi"],
        "management.success": ["mgmt_api_read", "sapi"],
        "scim.event": ["fscim", "sscim"],
        "security": [
            "gd_send_sms", "limit_mu", "limit_sul", "limit_wc", "pwd_leak", "reset_pwd_leak", "signup_pwd_leak",
            "ublkdu",
        ],
        "system.notification": [
            "admin_update_launch", "api_limit", "coff", "con", "depnote", "fcpro", "fui", "limit_delegation",
            "limit_mu", "limit_wc", "sys_os_update_end", "sys_os_update_start", "sys_update_end", "sys_update_start",
        ],
        "user.fail": [
            "fce", "fcp", "fcpn", "fcpr", "fcu", "fd", "fdeaz", "fdecc", "fdu", "fn", "fv", "fvr", "ss_sso_failure",
        ],
        "user.notification": [
            "cs", "gd_enrollment_complete", "gd_start_enroll", "gd_unenroll", "gd_update_device_account",
            "ss_sso_info", "ublkdu",
        ],
        "user.success": [
            "sce", "scp", "scpn", "scpr", "scu", "sdu", "srrt", "ss_sso_success", "sui", "sv", "svr",
        ],
    ]

    /// The codes that are in one of them, and so not in `other`.
    private static let classified = codes.values.reduce(into: Set<String>()) { $0.formUnion($1) }

    /// Whether a category holds the events of a code; `other` holds those that no other one does.
    static func contains(_ category: String, _ code: String) -> Bool {
        category == "other" ? !classified.contains(code) : codes[category]?.contains(code) ?? false
    }
}
