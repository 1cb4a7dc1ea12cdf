/**
 * The component's look, inside its shadow root. An app may set `--vortex-...`; our own names begin with `--_`, so that an
 * app may give them values of its own `--accent` without a circle.
 */
export const COMPONENT_STYLE: string = `
:host {
  --_accent: var(--vortex-accent, #4050d2); --_on-accent: var(--vortex-on-accent, #fff); --_text: var(--vortex-text, #1d1e23);
  --_quiet: var(--vortex-quiet, #5c5f68); --_line: var(--vortex-line, #cfcfc9); --_edge: var(--vortex-edge, #8b8d95); --_field: var(--vortex-field, #fff); --_bad: #a62a2a; --_good: #13683f;
  display: block; color-scheme: light dark; color: var(--_text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :host {
    --_accent: var(--vortex-accent, #97a2ff); --_on-accent: var(--vortex-on-accent, #11132b); --_text: var(--vortex-text, #e9e9ec);
    --_quiet: var(--vortex-quiet, #a9acb6); --_line: var(--vortex-line, #43464f); --_edge: var(--vortex-edge, #6d717d); --_field: var(--vortex-field, #15161a); --_bad: #ff9d95; --_good: #7fd8a6;
  }
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
label { display: block; font-weight: 500; margin-bottom: 4px; }
.field { display: flex; gap: 8px; flex-wrap: wrap; }
input { flex: 1 1 200px; min-width: 0; font: inherit; color: inherit; background: var(--_field); border: 1px solid var(--_edge); border-radius: 8px; padding: 8px 11px; }
button { font: inherit; font-size: 14px; font-weight: 500; color: var(--_text); background: none; border: 1px solid var(--_line); border-radius: 8px; padding: 7px 13px; min-height: 36px; cursor: pointer; }
button:hover { border-color: var(--_quiet); }
button.primary { color: var(--_on-accent); background: var(--_accent); border-color: var(--_accent); }
button[disabled] { opacity: .6; cursor: default; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
p { margin: 8px 0 0; min-height: 1.5em; font-size: 14px; overflow-wrap: anywhere; }
p.bad { color: var(--_bad); }
p.good { color: var(--_good); }
.title { font-size: 14px; font-weight: 600; color: var(--_quiet); margin: 14px 0 2px; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; gap: 8px 12px; align-items: center; flex-wrap: wrap; padding: 8px 0; border-top: 1px solid var(--_line); }
li:first-child { border: 0; }
.who { flex: 1 1 160px; min-width: 0; overflow-wrap: anywhere; }
small { display: block; color: var(--_quiet); font-size: 13px; }
`;
