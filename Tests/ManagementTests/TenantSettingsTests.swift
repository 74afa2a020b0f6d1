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

    @Test("A tenant without settings has the defaults")
    func defaults() {
        let settings = TenantSettings(nil)
        #expect(settings.resourceParameterProfile == .compatibility)
        #expect(settings.defaultAudience == nil)
        #expect(!settings.allowOrganizationNameInAuthenticationAPI)
    }
}
