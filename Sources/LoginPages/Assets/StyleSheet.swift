/// The style sheet of all pages; tenants change its variables (`Theme`), nothing else.
enum StyleSheet {
    /// The whole sheet.
    static var text: String {
        """
        :root{color-scheme:light dark;\(Palette.light.declarations)}
        @media (prefers-color-scheme:dark){:root{\(Palette.dark.declarations)}}
        \(rules)
        """
    }

    private static let rules = #"""
        :root {
          --system-font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
          --font: var(--system-font);
          --size: 16px;
          --title-size: 1.5rem;
          --title-align: center;
          --logo-height: 48px;
          --logo-align: center;
          --logo-display: flex;
          --button-radius: 10px;
          --button-border: 1px;
          --field-radius: 10px;
          --field-border: 1px;
          --card-radius: 20px;
          --card-border: 1px;
          --card-shadow: 0 1px 2px rgb(0 0 0 / 4%), 0 12px 40px -12px rgb(0 0 0 / 12%);
          --card-place: center;
          --link-line: none;
          --page-image: none;
        }
        *, *::before, *::after { box-sizing: border-box; }
        html {
          font: var(--size) / 1.5 var(--font);
          color: var(--text);
          background: var(--surface);
          -webkit-text-size-adjust: 100%;
          text-size-adjust: 100%;
        }
        body { margin: 0; }
        ._widget-auto-layout { display: flex; flex-direction: column; min-height: 100vh; min-height: 100dvh; }

        .widget { flex: 1; display: flex; flex-direction: column; width: 100%; }
        .card {
          flex: 1;
          display: flex;
          flex-direction: column;
          width: 100%;
          padding: max(2.5rem, env(safe-area-inset-top)) 1.5rem 1.5rem;
          background: var(--surface);
          color: var(--text);
          overflow-wrap: anywhere;
        }
        @media (min-width: 480px) {
          html { background: var(--page); }
          ._widget-auto-layout { background: var(--page) var(--page-image) center / cover no-repeat fixed; }
          ._widget-auto-layout .widget {
            justify-content: center;
            align-items: var(--card-place);
            padding: 2.5rem 1.5rem;
          }
          .card {
            flex: none;
            max-width: 26rem;
            padding: 2.75rem 2.5rem 1.75rem;
            border: var(--card-border) solid var(--line);
            border-radius: var(--card-radius);
            box-shadow: var(--card-shadow);
          }
        }
        @media (min-width: 900px) { ._widget-auto-layout .widget { padding-inline: max(2.5rem, 8vw); } }

        h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
        .head { text-align: var(--title-align); margin-block-end: 1.75rem; }
        .logo { display: var(--logo-display); justify-content: var(--logo-align); margin-block-end: 1.5rem; }
        .logo img { display: block; height: var(--logo-height); max-width: 100%; object-fit: contain; }
        .wordmark { font-size: 1.0625rem; font-weight: 600; color: var(--muted); letter-spacing: -.01em; }
        h1 {
          font-size: var(--title-size);
          line-height: 1.25;
          font-weight: 650;
          letter-spacing: -.015em;
          color: var(--heading);
          text-wrap: balance;
        }
        .head p { margin-block-start: .5rem; color: var(--muted); text-wrap: pretty; }

        a, .link {
          color: var(--link);
          font: inherit;
          font-weight: 550;
          text-decoration: var(--link-line);
          text-underline-offset: .2em;
        }
        a:hover, .link:hover { text-decoration: underline; }
        .link { padding: .25rem 0; border: 0; background: none; cursor: pointer; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }

        .form, .field, .fields, .actions, .choices { display: flex; flex-direction: column; }
        .fields { gap: 1.125rem; }
        .field { gap: .375rem; }
        .caption { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
        label { font-size: .9375rem; font-weight: 550; color: var(--text); }
        .optional { font-weight: 400; color: var(--muted); }
        .control { position: relative; display: flex; }
        input:not([type=hidden]) {
          width: 100%;
          min-height: 3rem;
          padding: .625rem .875rem;
          font: inherit;
          font-size: max(1rem, 16px);
          color: var(--field-text);
          background: var(--field);
          border: var(--field-border) solid var(--field-line);
          border-radius: var(--field-radius);
          transition: border-color .15s, box-shadow .15s;
        }
        input:focus-visible {
          outline: 2px solid var(--focus);
          outline-offset: -1px;
          border-color: var(--focus);
          border-radius: var(--field-radius);
        }
        input[readonly] {
          color: var(--text);
          background: color-mix(in srgb, var(--text) 5%, var(--surface));
          border-color: var(--line);
        }
        input[aria-invalid=true] { border-color: var(--error); }
        .revealing input { padding-inline-end: 3.25rem; }
        .reveal {
          position: absolute;
          inset-block: 0;
          inset-inline-end: 0;
          width: 3rem;
          display: grid;
          place-items: center;
          border: 0;
          background: none;
          color: var(--muted);
          cursor: pointer;
          border-radius: var(--field-radius);
        }
        .reveal[hidden] { display: none; }
        .reveal:hover { color: var(--text); }
        .reveal:focus-visible { outline-offset: -4px; }
        .reveal .shown, .reveal[data-shown] .hidden { display: none; }
        .reveal[data-shown] .shown { display: block; }
        .error { display: flex; gap: .375rem; font-size: .9375rem; line-height: 1.4; color: var(--error); }
        .error svg { flex: none; margin-block-start: .15em; }
        .aside { margin-block: .875rem -.25rem; font-size: .9375rem; }
        .aside a { display: inline-block; padding-block: .25rem; }

        .rules { margin-block-start: .375rem; font-size: .9375rem; color: var(--muted); }
        .rules ul { list-style: none; }
        .rules li { padding-block-start: .25rem; }
        .rules .rule { display: flex; gap: .5rem; line-height: 1.45; }
        .rules ul ul { padding-inline-start: 1.375rem; }
        .mark { flex: none; width: .875rem; height: .875rem; margin-block-start: .3125em; color: var(--muted); }
        .mark svg { display: none; width: 100%; height: 100%; }
        .mark::before {
          content: "";
          display: block;
          width: .375rem;
          height: .375rem;
          margin: .25rem;
          border-radius: 50%;
          background: currentcolor;
        }
        .met > .rule, .met > .rule .mark { color: var(--success); }
        .met > .rule .mark::before { display: none; }
        .met > .rule .mark svg { display: block; }
        .unmet > .rule, .unmet > .rule .mark { color: var(--error); }

        .actions { gap: .75rem; margin-block-start: 1.75rem; }
        .head + .actions, .head + .form > .fields:empty + .actions { margin-block-start: 0; }
        .button {
          display: flex;
          align-items: center;
          justify-content: center;
          gap: .625rem;
          width: 100%;
          min-height: 3rem;
          padding: .625rem 1.25rem;
          font: inherit;
          font-weight: 600;
          line-height: 1.3;
          text-align: center;
          text-decoration: none;
          color: var(--secondary-label);
          background: transparent;
          border: var(--button-border) solid var(--secondary-line);
          border-radius: var(--button-radius);
          cursor: pointer;
          transition: background-color .15s, opacity .15s;
        }
        .button:hover { background: color-mix(in srgb, var(--secondary-label) 7%, transparent); text-decoration: none; }
        .button:focus-visible { border-radius: var(--button-radius); }
        .button.primary { color: var(--accent-label); background: var(--accent); border-color: transparent; }
        .button.primary:hover { background: color-mix(in srgb, var(--accent) 88%, var(--accent-label)); }
        [data-busy] .button { opacity: .6; cursor: progress; }

        .banner {
          display: flex;
          gap: .625rem;
          padding: .75rem .875rem;
          margin-block-end: 1.5rem;
          font-size: .9375rem;
          color: var(--text);
          background: color-mix(in srgb, var(--error) 9%, var(--surface));
          border: 1px solid color-mix(in srgb, var(--error) 35%, var(--surface));
          border-radius: var(--field-radius);
        }
        .banner svg { flex: none; margin-block-start: .125rem; color: var(--error); }
        .banner.success {
          background: color-mix(in srgb, var(--success) 9%, var(--surface));
          border-color: color-mix(in srgb, var(--success) 35%, var(--surface));
        }
        .banner.success svg { color: var(--success); }

        .separator {
          display: flex;
          align-items: center;
          gap: .875rem;
          margin-block: 1.5rem;
          font-size: .9375rem;
          color: var(--muted);
        }
        .separator::before, .separator::after { content: ""; flex: 1; border-block-start: 1px solid var(--line); }
        .connections { display: flex; flex-direction: column; gap: .75rem; }
        .alternative { margin-block-start: 1.5rem; text-align: center; font-size: .9375rem; color: var(--muted); }
        .alternative form { display: inline; }
        .alternative a { display: inline-block; padding-block: .25rem; }

        .scopes {
          margin-block-start: 1.25rem;
          padding: 1rem 1.125rem;
          border: 1px solid var(--line);
          border-radius: var(--field-radius);
        }
        .head + .scopes { margin-block-start: 0; }
        .scopes h2 { font-size: .9375rem; font-weight: 600; color: var(--heading); }
        .scopes ul { list-style: none; }
        .scopes li { display: flex; gap: .625rem; padding-block-start: .625rem; }
        .scopes svg { flex: none; margin-block-start: .25rem; color: var(--success); }

        .choices { gap: .625rem; }
        .choice {
          justify-content: start;
          padding-inline: .75rem;
          text-align: start;
          font-weight: 550;
          border-color: var(--line);
        }
        .choice img, .monogram { flex: none; width: 2.25rem; height: 2.25rem; border-radius: 8px; object-fit: contain; }
        .monogram {
          display: grid;
          place-items: center;
          color: var(--text);
          background: color-mix(in srgb, var(--text) 9%, var(--surface));
          font-weight: 600;
        }
        .choice .name { flex: 1; }
        .choice svg { flex: none; color: var(--muted); }
        [dir=rtl] .choice svg { transform: scaleX(-1); }

        .sign {
          display: inline-grid;
          place-items: center;
          width: 4rem;
          height: 4rem;
          margin-block-end: 1.25rem;
          border-radius: 50%;
          color: var(--link);
          background: color-mix(in srgb, currentcolor 12%, var(--surface));
        }
        .sign.success { color: var(--success); }
        .sign.error { color: var(--error); }
        .detail { margin-block-end: 1.25rem; }
        .detail h2 { font-size: 1.0625rem; line-height: 1.35; color: var(--heading); }
        .detail p { margin-block-start: .375rem; }
        .facts {
          padding: .875rem 1rem;
          font-size: .875rem;
          color: var(--muted);
          background: color-mix(in srgb, var(--text) 4%, var(--surface));
          border-radius: var(--field-radius);
        }
        .facts dt { font-weight: 600; color: var(--text); }
        .facts dd + dt { margin-block-start: .625rem; }
        .facts code { font: .9375em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }

        .foot {
          display: flex;
          flex-wrap: wrap;
          justify-content: center;
          gap: .25rem 1.25rem;
          margin-block-start: auto;
          padding-block-start: 2rem;
          font-size: .875rem;
        }
        .foot a { padding-block: .25rem; font-weight: 400; color: var(--muted); }
        .spoken {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
        @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
        @media (forced-colors: active) {
          .button, .card { border: 1px solid; }
          .mark::before { background: CanvasText; }
        }
        """#
}
