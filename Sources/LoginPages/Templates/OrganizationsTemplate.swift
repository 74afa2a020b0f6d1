/// A list of organizations to choose from.
enum OrganizationsTemplate {
    static let text = #"""
        {{<widget}}
        {{$content}}
        <form method="post" action="{{action}}" class="form">
        {{>hidden}}
        <div class="choices">
        {{#choices}}
        <button type="submit" name="organization" value="{{.id}}" class="button choice">
        {{#.logo}}<img src="{{.}}" alt="">{{/.logo}}
        {{^.logo}}<span class="monogram" aria-hidden="true">{{.monogram}}</span>{{/.logo}}
        <span class="name">{{.name}}</span>{{>chevron}}
        </button>
        {{/choices}}
        </div>
        </form>
        {{/content}}
        {{/widget}}
        """#
}
