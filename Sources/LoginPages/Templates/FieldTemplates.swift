/// One field of a form.
enum FieldTemplates {
    /// A caption, a field, what is wrong with it and what it must be.
    static let field = #"""
        <div class="field">
        <div class="caption">
        <label for="{{.name}}">{{.label}}{{#.optional}} <span class="optional">({{.}})</span>{{/.optional}}</label>
        {{#.edit}}
        <a href="{{.url}}">{{.label}}<span class="spoken">: {{.spoken}}</span></a>
        {{/.edit}}
        </div>
        <div class="control{{#.toggle}} revealing{{/.toggle}}">
        <input id="{{.name}}" name="{{.name}}" type="{{.type}}" value="{{.value}}"\#
        {{#.autocomplete}} autocomplete="{{.}}"{{/.autocomplete}}\#
        {{#.inputMode}} inputmode="{{.}}"{{/.inputMode}} \#
        autocapitalize="none" autocorrect="off" spellcheck="false"\#
        {{#.isRequired}} required{{/.isRequired}}{{#.isReadOnly}} readonly{{/.isReadOnly}}\#
        {{#.hasFocus}} autofocus{{/.hasFocus}}{{#.describedBy}} aria-describedby="{{.}}"{{/.describedBy}}\#
        {{#.error}} aria-invalid="true"{{/.error}}>
        {{#.toggle}}
        <button type="button" class="reveal" data-action="toggle" aria-controls="{{.for}}" \#
        aria-label="{{.show}}" data-show="{{.show}}" data-hide="{{.hide}}" hidden>
        <svg class="hidden" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" \#
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path \#
        d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.75"/></svg>
        <svg class="shown" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" \#
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path \#
        d="M4 4l16 16M9.9 5.7A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.6 3.3\#
        M6.3 7.4A15.5 15.5 0 0 0 2.5 12S6 18.5 12 18.5a9.6 9.6 0 0 0 4.7-1.3"/></svg>
        </button>
        {{/.toggle}}
        </div>
        {{#.error}}
        <p class="error" id="error-element-{{.field}}" data-error-code="{{.code}}">\#
        {{>warning}}<span>{{.text}}</span></p>
        {{/.error}}
        {{#.rules}}
        {{>rules}}
        {{/.rules}}
        </div>

        """#

    /// What a password must be.
    static let rules = #"""
        <div class="rules" id="{{.for}}-rules" data-rules="{{.for}}" data-met="{{.met}}">
        <p>{{.title}}</p>
        <ul>
        {{#.rules}}
        {{>rule}}
        {{/.rules}}
        </ul>
        </div>

        """#

    /// One thing of them, with those it is made of.
    static let rule = #"""
        <li data-rule="{{.code}}" data-count="{{.count}}" data-error-code="{{.textKey}}"\#
        {{#.standing}} class="{{.}}"{{/.standing}}>
        <span class="rule"><span class="mark" aria-hidden="true">{{>tick}}</span>\#
        <span>{{.text}} <span class="state spoken">{{.spoken}}</span></span></span>
        {{#.hasItems}}
        <ul>
        {{#.items}}
        {{>rule}}
        {{/.items}}
        </ul>
        {{/.hasItems}}
        </li>

        """#
}
