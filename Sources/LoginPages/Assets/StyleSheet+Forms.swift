extension StyleSheet {
    /// Forms, fields and buttons.
    static let formRules = #"""
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
        p.error { display: flex; gap: .375rem; font-size: .9375rem; line-height: 1.4; color: var(--error); }
        p.error svg { flex: none; margin-block-start: .15em; }
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
        .head + .actions, .head + .form > .fields:not(:has(*)) + .actions { margin-block-start: 0; }
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
        """#
}
