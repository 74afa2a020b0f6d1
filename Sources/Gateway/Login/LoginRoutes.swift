import HTTPTypes
import Kernel

/// The routes by which people sign in and out, and applications ask who they are.
struct LoginRoutes: Sendable {
    let sessions: Sessions
    let states: LoginStates
    let tenant: any LoginTenant
    let environment: GatewayEnvironment
    let clock: @Sendable () -> Instant

    /// The routes, with what the OpenAPI document says of each.
    var routes: [GatewayRoute] {
        let userInfo = UserInfoRoute(sessions: sessions, clock: clock)
        let authorize = AuthorizeRoute(states: states, protocolHeader: environment.protocolHeader)
        let token = TokenRoute(states: states, sessions: sessions, tenant: tenant)
        let refresh = RefreshRoute(sessions: sessions, clock: clock)
        let logout = LogoutRoute(
            sessions: sessions,
            protocolHeader: environment.protocolHeader,
            namesClient: environment.logoutNamesClient
        )
        return [
            GatewayRoute(.get, "/authorize", documentation: LoginDocumentation.authorize, handler: authorize.respond),
            GatewayRoute(.post, "/oauth/token", documentation: LoginDocumentation.token, handler: token.respond),
            GatewayRoute(.post, "/refreshtoken", documentation: LoginDocumentation.refresh, handler: refresh.respond),
            GatewayRoute(.get, "/userinfo", documentation: LoginDocumentation.userInfo, handler: userInfo.respond),
            GatewayRoute(.get, "/users/me", documentation: LoginDocumentation.usersMe, handler: userInfo.respond),
            GatewayRoute(.get, "/logout", documentation: LoginDocumentation.logout, handler: logout.respond),
        ]
    }
}
