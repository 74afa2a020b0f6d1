import HTTPTypes
package import Wire

/// HTML, as far as it is written without a template.
package enum HTML {
    /// A text as it may stand in HTML, between tags as well as in a quoted attribute.
    ///
    /// It works on bytes, not on characters: a quotation mark followed by a combining mark is one character to Swift and
    /// yet closes an attribute.
    package static func escape(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: Array("&amp;".utf8))
            case UInt8(ascii: "<"): bytes.append(contentsOf: Array("&lt;".utf8))
            case UInt8(ascii: ">"): bytes.append(contentsOf: Array("&gt;".utf8))
            case UInt8(ascii: "\""): bytes.append(contentsOf: Array("&quot;".utf8))
            case UInt8(ascii: "'"): bytes.append(contentsOf: Array("&#39;".utf8))
            // A NUL would be dropped or replaced by browsers, each in its own way.
            case 0: bytes.append(contentsOf: Array("\u{FFFD}".utf8))
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The pages that carry an authorization response to an application; nobody reads them.
///
/// Each runs one script that never changes, so the policy of the page allows that script by its hash and nothing else.
/// What differs from page to page stands in attributes, escaped, and the script reads it from there.
package enum ResponsePages {
    /// Sends a form; through the prototype, because a field named `submit` would hide the method of the form.
    package static let formPostScript = "HTMLFormElement.prototype.submit.call(document.forms[0]);"
    /// The hash of `formPostScript`, for the policy.
    package static let formPostScriptHash = "sha256-Zd9Ppkm6KJvfEle1ogzptKkD+DOonO1DYBPhi02doj8="
    /// Posts a message to the window that opened or embeds this one.
    package static let webMessageScript =
        "(function(d){(window.opener||window.parent).postMessage("
        + "{type:\"authorization_response\",response:JSON.parse(d.response)},d.origin);})(document.currentScript.dataset);"
    /// The hash of `webMessageScript`, for the policy.
    package static let webMessageScriptHash = "sha256-J/sqydex/c7+OsnQBoesQhJ16/Radjws0DcUbMQMGjw="

    /// The page that posts parameters to a callback.
    ///
    /// The policy has no `form-action`: browsers apply it to the redirects that follow, and where a callback redirects
    /// to is the application's affair.
    ///
    /// - SeeAlso: OAuth 2.0 Form Post Response Mode §2.
    package static func formPost(
        to redirectURI: String,
        parameters: [(name: String, value: String)]
    ) -> WebResponse {
        let inputs = parameters.map { parameter in
            "<input type=\"hidden\" name=\"\(HTML.escape(parameter.name))\" value=\"\(HTML.escape(parameter.value))\">\n"
        }
        let body = """
            <form method="post" action="\(HTML.escape(redirectURI))">
            \(inputs.joined())<noscript><button type="submit">Continue</button></noscript>
            </form>
            <script>\(formPostScript)</script>
            """
        return page(
            body,
            policy: "default-src 'none'; script-src '\(formPostScriptHash)'; base-uri 'none'"
        )
    }

    /// The page that posts a response to the window of an application, if that window is of an origin.
    ///
    /// Only that origin may embed the page. A text that is no origin embeds nowhere and is never posted to, above all
    /// not `*`.
    ///
    /// - SeeAlso: draft-sakimura-oauth-wmrm; Auth0 Authentication API: `response_mode=web_message`.
    package static func webMessage(_ response: JSONObject, to origin: String) -> WebResponse {
        guard isOrigin(origin) else {
            return page("", policy: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
        }
        let json = HTML.escape(JSONWriter.text(.object(response)))
        return page(
            "<script data-origin=\"\(HTML.escape(origin))\" data-response=\"\(json)\">\(webMessageScript)</script>",
            policy: "default-src 'none'; script-src '\(webMessageScriptHash)'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors \(origin)"
        )
    }

    /// Whether a text is a scheme, a host and perhaps a port, and so may stand in a policy.
    static func isOrigin(_ text: String) -> Bool {
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let authority = text.dropFirst(scheme.count)
            return !authority.isEmpty
                && authority.utf8.allSatisfy { byte in
                    byte.isDigit || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                        || [0x2D, 0x2E, 0x3A, 0x5B, 0x5D, 0x5F].contains(byte)
                }
        }
        return false
    }

    private static func page(_ body: String, policy: String) -> WebResponse {
        let html = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Continue</title></head>
            <body>
            \(body)
            </body>
            </html>

            """
        var headers: HTTPFields = [
            .contentType: MediaType.html, .cacheControl: CacheControl.token, .contentSecurityPolicy: policy,
        ]
        // The address of this page holds the request, which is nobody's business; the origin stays, for callbacks that
        // check where a form comes from.
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "origin" }
        return WebResponse(headers: headers, body: Array(html.utf8))
    }
}

extension MediaType {
    /// HTML, which this server writes in UTF-8.
    package static let html = "text/html; charset=utf-8"
}
