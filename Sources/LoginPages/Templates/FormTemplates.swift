/// Screens that are one form.
enum FormTemplates {
    /// A form, and other ways in below it.
    static let form = #"""
        {{<widget}}
        {{$symbol}}{{#sign}}{{>sign}}{{/sign}}{{/symbol}}
        {{$content}}
        <form method="post" action="{{action}}" class="form">
        {{>hidden}}
        {{{formContentStart}}}<div class="fields">
        {{#fields}}
        {{>field}}
        {{/fields}}
        </div>{{{formContentEnd}}}
        {{#aside}}
        <p class="aside"><a href="{{.url}}">{{.label}}</a></p>
        {{/aside}}
        {{{formFooterStart}}}<div class="actions">
        {{#buttons}}
        <button type="submit" name="action" value="{{.value}}" \#
        class="button{{#.isPrimary}} primary{{/.isPrimary}}">{{.label}}</button>
        {{/buttons}}
        </div>{{{formFooterEnd}}}
        </form>{{{secondaryActionsStart}}}
        {{#resend}}
        {{>resend}}
        {{/resend}}
        {{#hasConnections}}
        <div class="separator">{{separator}}</div>
        <div class="connections">
        {{#connections}}
        <form method="post" action="{{action}}">
        {{>hidden}}
        <input type="hidden" name="connection" value="{{.name}}">
        <button type="submit" class="button" data-provider="{{.strategy}}">{{.label}}</button>
        </form>
        {{/connections}}
        </div>
        {{/hasConnections}}
        {{{secondaryActionsEnd}}}{{/content}}
        {{/widget}}
        """#

    /// A button to have a mail sent again, in a form of its own: what is typed elsewhere need not be sound for it.
    static let resend = #"""
        <div class="alternative">{{.text}}
        <form method="post" action="{{action}}">
        {{>hidden}}
        <button type="submit" name="action" value="{{.value}}" class="link">{{.label}}</button>
        </form>
        </div>

        """#

    /// The hidden fields of a form.
    static let hidden = #"""
        {{#state}}<input type="hidden" name="state" value="{{.}}">{{/state}}
        {{#hiddenFields}}
        <input type="hidden" name="{{.name}}" value="{{.value}}">
        {{/hiddenFields}}

        """#
}
