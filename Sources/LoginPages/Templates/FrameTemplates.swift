/// What is around every screen.
enum FrameTemplates {
    /// The page itself, for tenants that have no template of their own.
    static let page = #"""
        <!doctype html>
        <html lang="{{lang}}" dir="{{dir}}">
        <head>
        {{{head}}}</head>
        <body class="_widget-auto-layout">
        {{{widget}}}</body>
        </html>

        """#

    /// What a page's `head` needs: `auth0:head` in a tenant's template.
    static let head = #"""
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="robots" content="noindex, nofollow">
        <title>{{pageTitle}}</title>
        <link rel="icon" href="{{icon}}">
        <link rel="stylesheet" href="{{styleSheet}}">
        {{#theme}}
        <link rel="stylesheet" href="{{.}}">
        {{/theme}}
        <script src="{{script}}" defer></script>

        """#

    /// The card: `auth0:widget` in a tenant's template.
    static let widget = #"""
        <main class="widget" data-prompt="{{prompt}}" data-screen="{{screen}}">
        <div class="card{{#kind}} {{.}}{{/kind}}">
        <header class="head">
        {{#logo}}
        <div class="logo"><img src="{{.source}}" alt="{{.alternative}}"></div>
        {{/logo}}
        {{#wordmark}}
        <div class="logo"><span class="wordmark">{{.}}</span></div>
        {{/wordmark}}
        {{$symbol}}{{/symbol}}{{#title}}<h1>{{.}}</h1>{{/title}}
        {{#description}}
        <p>{{.}}</p>
        {{/description}}
        </header>
        {{#banner}}
        <div class="banner{{#.isGood}} success{{/.isGood}}" role="{{.role}}" data-error-code="{{.code}}">
        {{#.isGood}}{{>tick}}{{/.isGood}}{{^.isGood}}{{>warning}}{{/.isGood}}<p>{{.text}}</p>
        </div>
        {{/banner}}
        {{$content}}{{/content}}\#
        {{#alternative}}<p class="alternative">{{.text}} <a href="{{.url}}">{{.label}}</a></p>{{/alternative}}
        {{#hasFoot}}
        <footer class="foot">
        {{#footLinks}}
        <a href="{{.url}}">{{.label}}</a>
        {{/footLinks}}
        </footer>
        {{/hasFoot}}
        </div>
        </main>

        """#
}
