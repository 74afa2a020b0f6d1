package import Kernel
package import Wire

/// What a seed asks for, read and checked as far as that goes without a database.
package struct SeedFile: Sendable {
    /// The tenants, in the order of the file.
    package let tenants: [SeedTenant]

    /// Reads the file of a seed.
    ///
    /// - Parameter environment: the variables that `${NAME}` stands for.
    /// - Throws: `StartupError` with file, place and reason.
    package static func read(_ path: String, environment: [String: String]) throws -> SeedFile {
        let content = try YAMLFile.read(path)
        do { return try SeedFile(try Interpolation(variables: environment).apply(to: content, at: .root)) } catch {
            throw StartupError("\(path): \(error)")
        }
    }

    /// Reads the content of a seed; an empty one asks for nothing.
    ///
    /// - Throws: `SeedError`.
    package init(_ content: JSONValue) throws(SeedError) {
        if content.isNull {
            tenants = []
            return
        }
        let reader = SeedReader(schemas: BodySchemas())
        let members = try reader.members(content, at: .root, known: ["tenants"])
        var tenants: [SeedTenant] = []
        for (item, path) in try reader.items(members["tenants"], at: .root["tenants"]) {
            let tenant = try SeedTenant(item, at: path, reader)
            guard !tenants.contains(where: { $0.id == tenant.id }) else {
                throw SeedError(path["name"], "the tenant '\(tenant.id)' stands here twice")
            }
            tenants.append(tenant)
        }
        self.tenants = tenants
    }
}

/// A tenant of a seed.
package struct SeedTenant: Sendable {
    /// Something to make, and where the seed asks for it.
    package struct Part: Sendable {
        /// The body, as a request that makes it.
        package let body: JSONObject
        /// Where it is.
        package let path: SeedPath
    }

    /// The permission for an organization to use the grant of a client for an API.
    package struct OrganizationGrant: Sendable {
        /// The organization's name.
        package let organization: String
        /// The client.
        package let clientID: String
        /// The API.
        package let audience: String
        /// Where it is.
        package let path: SeedPath
    }

    /// The name.
    package let id: TenantID
    /// The further hosts it answers on.
    package let domains: [String]
    /// Settings to change.
    package let settings: Part?
    /// Its APIs.
    package let apis: [Part]
    /// Its clients, each with a `client_id`.
    package let clients: [Part]
    /// What its clients may ask of its APIs.
    package let clientGrants: [Part]
    /// Its organizations.
    package let organizations: [Part]
    /// The people who sign in to its database connections.
    package let users: [Part]
    /// Which grants its organizations may use.
    package let organizationGrants: [OrganizationGrant]
    /// Where it is.
    package let path: SeedPath

    private static let defaultConnection = "Username-Password-Authentication"
    private static let known = [
        "name", "domains", "settings", "apis", "clients", "client_grants", "organizations", "users",
    ]

    init(_ item: JSONValue, at path: SeedPath, _ reader: SeedReader) throws(SeedError) {
        let members = try reader.members(item, at: path, known: Self.known)
        self.path = path
        let name = try reader.text(members, "name", at: path)
        guard let id = TenantID(checking: name) else {
            throw SeedError(
                path["name"],
                "'\(name)' is no tenant name: 1 to 63 lower-case letters, digits and inner hyphens"
            )
        }
        self.id = id
        domains = try reader.texts(members["domains"], at: path["domains"])
        settings = try members["settings"].map { value throws(SeedError) in
            try reader.part(value, at: path["settings"], as: .tenantSettings)
        }
        apis = try reader.parts(members["apis"], at: path["apis"], as: .resourceServer)
        clients = try reader.parts(
            members["clients"],
            at: path["clients"],
            as: .client,
            own: ["client_id", "client_secret"]
        )
        for client in clients { _ = try reader.text(client.body, "client_id", at: client.path) }
        clientGrants = try reader.parts(members["client_grants"], at: path["client_grants"], as: .clientGrant)
        users = try reader.items(members["users"], at: path["users"]).map { item, path throws(SeedError) in
            // Most tenants have one database connection, and it has this name.
            var body = try reader.members(item, at: path)
            if body["connection"] == nil { body["connection"] = .string(Self.defaultConnection) }
            return try reader.part(.object(body), at: path, as: .user)
        }
        (organizations, organizationGrants) = try Self.organizations(
            members["organizations"],
            at: path["organizations"],
            reader
        )
    }

    private static func organizations(
        _ value: JSONValue?,
        at path: SeedPath,
        _ reader: SeedReader
    ) throws(SeedError) -> ([Part], [OrganizationGrant]) {
        var organizations: [Part] = []
        var grants: [OrganizationGrant] = []
        for (item, path) in try reader.items(value, at: path) {
            let whole = try reader.members(item, at: path)
            guard !whole.contains("enabled_connections") else {
                throw SeedError(path["enabled_connections"], "a seed cannot enable connections yet")
            }
            let body = whole.filtered(["client_grants"], keeping: false)
            let organization = try reader.part(.object(body), at: path, as: .organization)
            organizations.append(organization)
            for (item, path) in try reader.items(whole["client_grants"], at: path["client_grants"]) {
                let members = try reader.members(item, at: path, known: ["client_id", "audience"])
                grants.append(
                    OrganizationGrant(
                        organization: body["name"]?.string ?? "",
                        clientID: try reader.text(members, "client_id", at: path),
                        audience: try reader.text(members, "audience", at: path),
                        path: path
                    )
                )
            }
        }
        return (organizations, grants)
    }
}
