extension StyleSheet {
    /// What some screens have and others have not, and the settings of people's systems.
    static let partRules = #"""
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
