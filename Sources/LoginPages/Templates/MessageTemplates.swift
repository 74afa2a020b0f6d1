/// Screens that tell something.
enum MessageTemplates {
    /// Something that happened, and where to go from here.
    static let message = #"""
        {{<widget}}
        {{$symbol}}{{#sign}}{{>sign}}{{/sign}}{{/symbol}}
        {{$content}}
        {{#button}}
        <div class="actions"><a class="button primary" href="{{.url}}">{{.label}}</a></div>
        {{/button}}
        {{#resend}}
        {{>resend}}
        {{/resend}}
        {{/content}}
        {{/widget}}
        """#

    /// Something that went wrong, and what those need to know who can mend it.
    static let error = #"""
        {{<widget}}
        {{$symbol}}{{#sign}}{{>sign}}{{/sign}}{{/symbol}}
        {{$content}}
        {{#detail}}
        <div class="detail"{{#.code}} data-error-code="{{.}}"{{/.code}}>
        {{#.title}}
        <h2>{{.}}</h2>
        {{/.title}}
        {{#.text}}
        <p>{{.}}</p>
        {{/.text}}
        </div>
        {{/detail}}
        {{#hasFacts}}
        <dl class="facts">
        {{#facts}}
        <dt>{{.name}}</dt>
        <dd>{{#.isCode}}<code>{{value}}</code>{{/.isCode}}{{^.isCode}}{{value}}{{/.isCode}}</dd>
        {{/facts}}
        </dl>
        {{/hasFacts}}
        {{#button}}
        <div class="actions"><a class="button primary" href="{{.url}}">{{.label}}</a></div>
        {{/button}}
        {{/content}}
        {{/widget}}
        """#
}
