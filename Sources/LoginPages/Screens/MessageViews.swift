/// The screens that tell something.
extension PageBuilder {
    /// Something that happened, and a button to go on.
    func event(_ sign: SignView, label: String?) -> ScreenView {
        var view = ScreenView(.message, texts)
        view.title = texts["eventTitle"] ?? texts["title"]
        view.kind = "message"
        view.hasForm = false
        view.members["sign"] = sign.view
        view.members["button"] = link(context.links.back, label)
        return view
    }

    func emailVerification(_ result: EmailVerificationResult) -> ScreenView {
        let (sign, title, description): (SignView, String, String) =
            switch result {
            case .verified: (.success, "verifiedTitle", "verifiedDescription")
            case .alreadyVerified: (.success, "alreadyVerifiedTitle", "alreadyVerifiedDescription")
            case .expired: (.failure, "errorTitle", "expiredDescription")
            case .invalid: (.failure, "errorTitle", "invalidAccountOrCodeDescription")
            case .failed: (.failure, "errorTitle", "unknownErrorDescription")
            }
        var view = event(sign, label: texts["buttonText"])
        view.title = texts[title]
        view.description = texts[description]
        return view
    }

    func unblockInvalid(_ problem: TicketProblem) -> ScreenView {
        var view = event(.failure, label: texts["backToLoginLinkText"])
        let key =
            switch problem {
            case .expired: "expiredError"
            case .used: "usedError"
            case .invalid: "genericError"
            }
        view.description = texts[key]
        return view
    }

    func message(_ message: MessageScreen) -> ScreenView {
        let sign: SignView =
            switch message.kind {
            case .information: .information
            case .success: .success
            case .failure: .failure
            }
        var view = event(sign, label: message.label ?? texts["buttonText"])
        view.title = message.title
        view.description = message.text
        view.pageTitle = tabTitle(message.title)
        return view
    }

    func error(_ error: ErrorScreen) -> ScreenView {
        var view = event(.failure, label: texts["backToLoginLinkText"])
        view.template = .error
        view.title = texts["errorTitle"]
        view.description = error.title == nil && error.text.isEmpty ? texts["errorDescription"] : nil
        view.pageTitle = tabTitle(texts["errorTitle"])
        view.members["detail"] = View([
            "code": error.code, "title": error.title, "text": error.text.isEmpty ? nil : error.text,
        ])
        var facts: [View] = []
        if let hint = error.hint { facts.append(View(["name": texts["hintTitle"], "value": hint, "isCode": false])) }
        if let id = error.trackingID {
            facts.append(View(["name": texts["trackingText"], "value": id, "isCode": true]))
        }
        view.members["facts"] = facts
        view.members["hasFacts"] = !facts.isEmpty
        let support = context.tenant.supportURL ?? context.tenant.supportEmail.map { "mailto:\($0)" }
        view.members["alternative"] = link(support, texts["supportText"])
        return view
    }

    private func tabTitle(_ title: String?) -> String {
        [title, texts["pageTitle"]].compactMap { $0 }.joined(separator: " | ")
    }
}
