import Management
import Wire

/// Signing keys, the customer's own ones, and encryption keys.
enum KeysFamily {
    /// The operations.
    static let family = OperationFamily(
        name: "keys",
        handlers: signing.merging(customSigning) { $1 }.merging(encryption) { $1 }
    )

    private static let signing: [String: OperationHandler] = [
        "get_signing_keys": { call in
            .value(.array(try await call.administration.signingKeys(call.context).map { .object($0) }))
        },
        "get_signing_key": { call in
            .object(try await call.administration.signingKey(call.path("kid"), call.context))
        },
        "post_signing_keys": { call in .object(try await call.administration.rotateSigningKeys(call.context)) },
        "put_signing_keys": { call in
            .object(try await call.administration.revokeSigningKey(call.path("kid"), call.context))
        },
    ]

    private static let customSigning: [String: OperationHandler] = [
        "get_custom_signing_keys": { call in .object(try await call.administration.customSigningKeys(call.context)) },
        "put_custom_signing_keys": { call in
            .object(try await call.administration.setCustomSigningKeys(call.body, call.context))
        },
        "delete_custom_signing_keys": { call in
            try await call.administration.deleteCustomSigningKeys(call.context)
            return .empty
        },
    ]

    private static let encryption: [String: OperationHandler] = [
        "get_encryption_keys": { call in
            .list(try await call.administration.encryptionKeys(call.effectivePage, call.context), key: "keys")
        },
        "post_encryption": { call in
            .object(try await call.administration.createEncryptionKey(call.body, call.context))
        },
        "post_encryption_rekey": { call in
            try await call.administration.rekey(call.context)
            return .empty
        },
        "get_encryption_key": { call in
            .object(try await call.administration.encryptionKey(call.path("kid"), call.context))
        },
        "post_encryption_key": { call in
            .object(try await call.administration.importEncryptionKey(call.path("kid"), call.body, call.context))
        },
        "delete_encryption_key": { call in
            try await call.administration.deleteEncryptionKey(call.path("kid"), call.context)
            return .empty
        },
        "post_encryption_wrapping_key": { call in
            .object(try await call.administration.createWrappingKey(call.path("kid"), call.context))
        },
    ]
}
