import Applications
import Kernel
import Management
import Testing
import Wire

@testable import ManagementV1

@Suite("Connections in the first API")
struct ConnectionViewTests {
    private let host = RequestHost(tenant: TenantID(rawValue: "acme"), scheme: "https", authority: "acme.example.test")

    private func shown(_ strategy: String, _ options: JSONObject, isActive: Bool = true) -> JSONObject {
        let body: JSONObject = [
            "id": "con_1", "name": "one", "strategy": .string(strategy), "options": .object(options),
            "provisioning_ticket_url": .string("https://acme.example.test/acme/p/\(strategy)/aB3dE6gH"),
        ]
        return V1ConnectionView.shown(V1Connection(body: body, clientID: "app", isActive: isActive), host: host)
    }

    @Test(
        "Flags of Google ask for the scopes of 2013",
        arguments: [
            ("email", "https://www.googleapis.com/auth/userinfo.email"),
            ("profile", "https://www.googleapis.com/auth/userinfo.profile"),
            ("contacts", "https://www.google.com/m8/feeds/"),
            ("gmail", "https://mail.google.com/mail/feed/atom"),
            ("google_plus", "https://www.googleapis.com/auth/plus.me"),
            ("picasa_web", "https://picasaweb.google.com/data/"), ("youtube", "https://gdata.youtube.com"),
            ("adsense_management", "https://www.googleapis.com/auth/adsense"),
            ("google_affiliate_network", "https://www.googleapis.com/auth/gan"),
            ("analytics", "https://www.googleapis.com/auth/analytics.readonly"),
            ("google_books", "https://www.googleapis.com/auth/books"),
            ("google_cloud_storage", "https://www.googleapis.com/auth/devstorage.read_write"),
            ("content_api_for_shopping", "https://www.googleapis.com/auth/structuredcontent"),
            ("chrome_web_store", "https://www.googleapis.com/auth/chromewebstore.readonly"),
            ("document_list", "https://docs.google.com/feeds/"),
            ("google_drive", "https://www.googleapis.com/auth/drive"),
            ("google_drive_files", "https://www.googleapis.com/auth/drive.file"),
            ("latitude_best", "https://www.googleapis.com/auth/latitude.all.best"),
            ("latitude_city", "https://www.googleapis.com/auth/latitude.all.city"),
            ("url_shortener", "https://www.googleapis.com/auth/urlshortener"),
            ("webmaster_tools", "https://www.google.com/webmasters/tools/feeds/"),
            ("sites", "https://sites.google.com/feeds/"), ("spreadsheets", "https://spreadsheets.google.com/feeds/"),
            ("blogger", "https://www.googleapis.com/auth/blogger"),
            ("calendar", "https://www.googleapis.com/auth/calendar"),
            ("orkut", "https://www.googleapis.com/auth/orkut"), ("tasks", "https://www.googleapis.com/auth/tasks"),
            ("moderator", "https://www.googleapis.com/auth/moderator"),
        ]
    )
    func google(flag: String, scope: String) {
        let options = shown("google-oauth2", [flag: true])["options"]
        #expect(options?["scope"] == [.string(scope)])
        #expect(options?[flag] == true)
    }

    @Test("Every flag of a strategy is shown, those that are not set as false, and nothing stored is lost")
    func allFlags() {
        for (strategy, count) in [("google-oauth2", 28), ("windowslive", 23), ("google-apps", 7), ("office365", 5)] {
            let options = shown(strategy, ["own": 1])["options"]?.object ?? [:]
            #expect(options.filter { $0.value == false }.count == count)
            #expect(options["own"] == 1)
        }
    }

    @Test("Permissions of Microsoft accounts are scopes with a prefix")
    func windowsLive() {
        let options = shown("windowslive", ["signin": true, "contacts_skydrive": true, "basic": false])["options"]
        #expect(options?["scope"] == ["wl.signin", "wl.contacts_skydrive"])
    }

    @Test("The scope of a directory names each feed once")
    func googleApps() {
        let options = shown("google-apps", ["ext_is_admin": true, "ext_agreed_terms": true])["options"]
        #expect(options?["scope"] == ["https://apps-apis.google.com/a/feeds/user/#readonly"])
    }

    @Test("The three strategies of companies have tickets, at an address without the tenant's name")
    func tickets() {
        for strategy in ["adfs", "google-apps", "office365"] {
            let body = shown(strategy, [:])
            #expect(body["provisioning_ticket"] == "aB3dE6gH")
            #expect(
                body["provisioning_ticket_url"] == .string("https://acme.example.test/p/\(strategy)/aB3dE6gH")
            )
        }
        #expect(!shown("google-oauth2", [:]).contains("provisioning_ticket"))
    }

    @Test("A connection has the members of the reference, and a number as its status")
    func members() {
        let body = shown("github", [:], isActive: false)
        #expect(body.keys == ["id", "client_id", "name", "strategy", "status", "options"])
        #expect(body["status"] == 0)
        #expect(shown("github", [:])["status"] == 1)
        #expect(body["client_id"] == "app")
    }

    @Test("An application of Office 365 is at the tenant's host")
    func office365() {
        #expect(shown("office365", [:])["options"]?["app_domain"] == "acme.example.test")
        #expect(shown("office365", ["app_domain": "other"])["options"]?["app_domain"] == "other")
    }
}
