/// What an application asks for, and yes or no.
enum ConsentTemplate {
    static let text = #"""
        {{<widget}}
        {{$content}}
        {{#groups}}
        <div class="scopes">
        <h2>{{.title}}</h2>
        <ul>
        {{#.scopes}}
        <li data-scope="{{.name}}">{{>tick}}<span>{{.description}}</span></li>
        {{/.scopes}}
        </ul>
        </div>
        {{/groups}}
        <form method="post" action="{{action}}" class="form">
        {{>hidden}}
        <div class="actions">
        {{#buttons}}
        <button type="submit" name="action" value="{{.value}}" \#
        class="button{{#.isPrimary}} primary{{/.isPrimary}}">{{.label}}</button>
        {{/buttons}}
        </div>
        </form>
        {{/content}}
        {{/widget}}
        """#
}
