/// The template of the page that a ticket leads to, and its style.
enum ProvisioningTemplate {
    /// The page.
    static let page = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="robots" content="noindex, nofollow">
        <title>{{title}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{#message}}
        <p>{{.}}</p>
        {{/message}}
        {{#problem}}
        <p class="error" role="alert">{{.}}</p>
        {{/problem}}
        {{#question}}
        <form method="post">
        <input type="hidden" name="form" value="{{token}}">
        <button type="submit">{{button}}</button>
        </form>
        {{/question}}
        {{#choices}}
        <p><a href="{{address}}">{{label}}</a></p>
        {{/choices}}
        {{#form}}
        {{#connection}}
        <p><strong>{{tenant}}</strong> asks you to let people of your organization sign in through the connection
        <strong>{{.}}</strong>.</p>
        <h2>What to do</h2>
        {{/connection}}
        <ol>
        {{#steps}}
        <li>{{.}}</li>
        {{/steps}}
        </ol>
        <dl>
        {{#entries}}
        <dt>{{label}}</dt>
        <dd><code>{{value}}</code></dd>
        {{/entries}}
        </dl>
        <form method="post">
        <input type="hidden" name="form" value="{{token}}">
        {{#fields}}
        <div class="field">
        <label for="{{name}}">{{label}}{{#isOptional}} <span>(optional)</span>{{/isOptional}}</label>
        {{#isLong}}
        <textarea id="{{name}}" name="{{name}}" rows="5" spellcheck="false" autocapitalize="none" \#
        aria-describedby="{{name}}-hint"{{#isRequired}} required{{/isRequired}}>{{value}}</textarea>
        {{/isLong}}
        {{^isLong}}
        <input id="{{name}}" name="{{name}}" type="{{type}}" value="{{value}}" spellcheck="false" \#
        autocapitalize="none" autocomplete="off" aria-describedby="{{name}}-hint"\#
        {{#isRequired}} required{{/isRequired}}>
        {{/isLong}}
        <p class="hint" id="{{name}}-hint">{{hint}}</p>
        {{#error}}
        <p class="error" role="alert">{{.}}</p>
        {{/error}}
        </div>
        {{/fields}}
        <button type="submit">Finish</button>
        </form>
        {{/form}}
        </main>
        </body>
        </html>

        """#

    /// The style, in the colours of the reader's system.
    static let style = #"""
        :root { color-scheme: light dark; --line: #d5d7de; --muted: #5c6270; --page: #f4f5f7; --card: #fff;
          --text: #14161c; --accent: #2f5bea; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --line: #3a3f4b; --muted: #a3a9b6; --page: #0e1014;
          --card: #171a20; --text: #eceef2; --accent: #8aa5ff; --bad: #ff9d94; } }
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
          background: var(--page); color: var(--text); }
        body { margin: 0; padding: 2rem 1rem; }
        main { max-width: 40rem; margin: 0 auto; padding: 2rem 1.5rem; background: var(--card);
          border: 1px solid var(--line); border-radius: 20px; overflow-wrap: anywhere; }
        h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
        h2 { margin: 1.75rem 0 .5rem; font-size: 1.0625rem; }
        ol { margin: 0; padding-inline-start: 1.25rem; }
        dl { margin: 1.25rem 0 1.75rem; }
        dt { color: var(--muted); font-size: .875rem; }
        dd { margin: 0 0 .75rem; }
        code { font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
        .field { margin-block-end: 1.25rem; }
        label { display: block; font-weight: 600; }
        label span, .hint { color: var(--muted); font-weight: 400; font-size: .875rem; }
        .hint, .error { margin: .25rem 0 0; }
        .error { color: var(--bad); }
        input, textarea { width: 100%; margin-block-start: .25rem; padding: .625rem .75rem; font: inherit;
          color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 10px; }
        textarea { font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
        button { width: 100%; padding: .75rem; font: inherit; font-weight: 600; color: var(--card);
          background: var(--accent); border: 0; border-radius: 10px; cursor: pointer; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        """#
}
