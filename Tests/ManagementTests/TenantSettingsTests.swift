import Applications
import Kernel
import Management
import Testing
import Wire

@Suite("Tenant settings")
struct TenantSettingsTests {
    @Test("A patch merges flags, removes what is null and turns minutes into hours")
    func patch() async throws {
        let fixture = try await ManagementFixture.make()
        let before = try await fixture.administration.tenantSettings(fixture.context())
        let answer = try await fixture.administration.updateTenantSettings(
            [
                "flags": ["remove_alg_from_jwks": true], "mtls": ["enable_endpoint_aliases": true],
                "idle_ephemeral_session_lifetime_in_minutes": 15, "session_lifetime_in_minutes": 120,
                "default_token_quota": ["clients": ["client_credentials": ["enforce": true, "per_hour": 10]]],
            ],
            fixture.context()
        )
        #expect(answer["flags"]?["remove_alg_from_jwks"] == true)
        #expect(answer["flags"]?["enable_sso"] == before["flags"]?["enable_sso"])
        #expect(answer["idle_ephemeral_session_lifetime"] == 0.25)
        #expect(answer["session_lifetime"] == 2)
        // The answer to a change shows two flags more than the settings have, and not the versions.
        let after = try await fixture.administration.tenantSettings(fixture.context())
        #expect(after["session_lifetime"] == answer["session_lifetime"])
        #expect(after["flags"]?["enforce_client_authentication_on_passwordless_start"] == nil)
        #expect(answer["flags"]?["enforce_client_authentication_on_passwordless_start"] == true)
        #expect(after.contains("sandbox_versions_available") && !answer.contains("sandbox_versions_available"))
        let settings = TenantSettings(answer)
        #expect(settings.removesAlgorithmFromJWKS)
        #expect(settings.enablesMTLSEndpointAliases)
        #expect(settings.defaultClientQuota?.perHour == 10)
        #expect(settings.defaultOrganizationQuota == nil)
        let removed = try await fixture.administration.updateTenantSettings(
            ["mtls": nil, "default_token_quota": nil],
            fixture.context()
        )
        #expect(!removed.contains("mtls"))
        #expect(!removed.contains("default_token_quota"))
    }

    @Test("The flag of the new experience and the prompts say the same, whichever was changed")
    func newExperience() async throws {
        let fixture = try await ManagementFixture.make()
        let (administration, context) = (fixture.administration, fixture.context())
        let flag = PromptSettings.newExperienceFlag
        #expect(try await administration.tenantSettings(context)["flags"]?[flag] == nil)
        _ = try await administration.updateTenantSettings(["flags": [flag: false]], context)
        #expect(try await administration.setting(.prompts, context)["universal_login_experience"] == "classic")
        _ = try await administration.changePrompts(["identifier_first": false], context)
        #expect(try await administration.tenantSettings(context)["flags"]?[flag] == false)
        let prompts = try await administration.changePrompts(["universal_login_experience": "new"], context)
        #expect(prompts["identifier_first"] == false)
        #expect(try await administration.tenantSettings(context)["flags"]?[flag] == true)
    }

    @Test("Where the settings have pages, the answer to a change tells what they are made of")
    func pages() async throws {
        let fixture = try await ManagementFixture.make()
        let (administration, context) = (fixture.administration, fixture.context())
        #expect(
            try await !administration.updateTenantSettings(["friendly_name": "A"], context).contains("universal_login")
        )
        let colors: JSONObject = ["colors": ["primary": "#ff0000"]]
        var answer = try await administration.updateTenantSettings(["universal_login": .object(colors)], context)
        #expect(answer["universal_login"]?["colors"] == colors["colors"])
        #expect(answer["universal_login"]?["is_custom_template_set"] == false)
        #expect(answer["universal_login"]?["is_custom_theme_set"] == false)
        #expect(answer["universal_login"]?["identifier_first"] == true)
        _ = try await administration.setUniversalLoginTemplate("{%- auth0:head -%}{%- auth0:widget -%}", context)
        _ = try await administration.changePrompts(["identifier_first": false], context)
        answer = try await administration.updateTenantSettings(["friendly_name": "B"], context)
        #expect(answer["universal_login"]?["is_custom_template_set"] == true)
        #expect(answer["universal_login"]?["identifier_first"] == false)
        #expect(try await administration.tenantSettings(context)["universal_login"] == .object(colors))
    }

    @Test("A tenant without settings has the defaults")
    func defaults() {
        let settings = TenantSettings(nil)
        #expect(settings.resourceParameterProfile == .compatibility)
        #expect(settings.defaultAudience == nil)
        #expect(!settings.allowOrganizationNameInAuthenticationAPI)
    }
}
