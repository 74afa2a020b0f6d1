import Management
import Wire

/// Handlers for documents that are only kept, and for groups of settings: one line an operation.
enum KeptHandlers {
    /// A page of the documents of a kind.
    static func list<Kind: KeptDocument>(_ kind: Kind.Type, key: String) -> OperationHandler {
        { call in .list(try await call.administration.documents(kind, call.effectivePage, call.context), key: key) }
    }

    /// One document of a kind.
    static func read<Kind: KeptDocument>(_ kind: Kind.Type, _ parameter: String = "id") -> OperationHandler {
        { call in .object(try await call.administration.document(kind, call.path(parameter), call.context)) }
    }

    /// A new document of a kind.
    static func create<Kind: KeptDocument>(_ kind: Kind.Type) -> OperationHandler {
        { call in .object(try await call.administration.createDocument(kind, call.body, call.context)) }
    }

    /// A changed document of a kind.
    static func update<Kind: KeptDocument>(_ kind: Kind.Type, _ parameter: String = "id") -> OperationHandler {
        { call in
            .object(
                try await call.administration.updateDocument(kind, call.path(parameter), call.body, call.context)
            )
        }
    }

    /// A document of a kind that is written anew.
    static func replace<Kind: KeptDocument>(_ kind: Kind.Type, _ parameter: String = "id") -> OperationHandler {
        { call in
            .object(
                try await call.administration.replaceDocument(kind, call.path(parameter), call.body, call.context)
            )
        }
    }

    /// A document of a kind that is removed.
    static func delete<Kind: KeptDocument>(_ kind: Kind.Type, _ parameter: String = "id") -> OperationHandler {
        { call in
            try await call.administration.deleteDocument(kind, call.path(parameter), call.context)
            return .empty
        }
    }

    /// A group of settings.
    static func read(_ setting: Setting) -> OperationHandler {
        { call in .object(try await call.administration.setting(setting, call.context)) }
    }

    /// A changed group of settings, answered whole.
    static func change(_ setting: Setting) -> OperationHandler {
        { call in .object(try await call.administration.changeSetting(setting, call.body, call.context)) }
    }

    /// A replaced group of settings; the request is the answer, but for what is never told.
    static func replace(_ setting: Setting, without secrets: Set<String> = []) -> OperationHandler {
        { call in
            try await call.administration.replaceSetting(setting, call.body, call.context)
            return .object(call.body.filtered(secrets, keeping: false))
        }
    }

    /// A changed group of settings; the request is the answer, but for what is never told.
    static func patch(_ setting: Setting, without secrets: Set<String> = []) -> OperationHandler {
        { call in
            _ = try await call.administration.changeSetting(setting, call.body, call.context)
            return .object(Patching.withoutNulls(call.body).filtered(secrets, keeping: false))
        }
    }
}
