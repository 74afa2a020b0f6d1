/// The style sheet of all pages; tenants change its variables (`Theme`), nothing else.
enum StyleSheet {
    /// The whole sheet; of two rules that are equally particular the later wins, so the parts come last.
    static var text: String {
        """
        :root{color-scheme:light dark;\(Palette.light.declarations)}
        @media (prefers-color-scheme:dark){:root{\(Palette.dark.declarations)}}
        \(frameRules)
        \(formRules)
        \(partRules)
        """
    }

    /// Variables, the card, and what stands at its head.
    private static let frameRules = #"""
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
        """#
}
