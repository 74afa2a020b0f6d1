import Flows
import Management
import Wire

/// Credentials of devices that act for users.
enum DeviceCredentialFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "device-credentials",
        handlers: [
            "get_device-credentials": { call in
                let page = try await call.administration.deviceCredentials(
                    call.query,
                    call.effectivePage,
                    call.context
                )
                return .list(page, key: "device_credentials")
            },
            "post_device-credentials": { call in
                .object(
                    try await call.administration.createDeviceCredential(
                        call.body,
                        ofUser: try call.subjectUser(),
                        clientID: call.principal.clientID,
                        call.context
                    )
                )
            },
            "delete_device-credentials_by_id": { call in
                let isAdministrator = call.context.scopes.contains("delete:device_credentials")
                try await call.administration.deleteDeviceCredential(
                    call.path("id"),
                    ofUser: isAdministrator ? nil : try call.subjectUser(),
                    call.context
                )
                return .empty
            },
        ]
    )
}
