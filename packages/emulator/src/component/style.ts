/** The component's look, inside its shadow root. An app may set the custom properties. */
export const COMPONENT_STYLE: string = `
:host {
  --accent: var(--vortex-accent, #4050d2); --on-accent: var(--vortex-on-accent, #fff); --text: var(--vortex-text, #1d1e23);
  --quiet: var(--vortex-quiet, #5c5f68); --line: var(--vortex-line, #cfcfc9); --field: var(--vortex-field, #fff); --bad: #a62a2a; --good: #13683f;
  display: block; color-scheme: light dark; color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--vortex-accent, #97a2ff); --on-accent: var(--vortex-on-accent, #11132b); --text: var(--vortex-text, #e9e9ec);
    --quiet: var(--vortex-quiet, #a9acb6); --line: var(--vortex-line, #43464f); --field: var(--vortex-field, #15161a); --bad: #ff9d95; --good: #7fd8a6;
  }
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
label { display: block; font-weight: 500; margin-bottom: 4px; }
.field { display: flex; gap: 8px; flex-wrap: wrap; }
input { flex: 1 1 200px; min-width: 0; font: inherit; color: inherit; background: var(--field); border: 1px solid var(--line); border-radius: 8px; padding: 8px 11px; }
button { font: inherit; font-size: 14px; font-weight: 500; color: var(--text); background: none; border: 1px solid var(--line); border-radius: 8px; padding: 7px 13px; min-height: 36px; cursor: pointer; }
button:hover { border-color: var(--quiet); }
button.primary { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
button[disabled] { opacity: .6; cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
p { margin: 8px 0 0; min-height: 1.5em; font-size: 14px; overflow-wrap: anywhere; }
p.bad { color: var(--bad); }
p.good { color: var(--good); }
.title { font-size: 14px; font-weight: 600; color: var(--quiet); margin: 14px 0 2px; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; gap: 8px 12px; align-items: center; flex-wrap: wrap; padding: 8px 0; border-top: 1px solid var(--line); }
li:first-child { border: 0; }
.who { flex: 1 1 160px; min-width: 0; overflow-wrap: anywhere; }
small { display: block; color: var(--quiet); font-size: 13px; }
`;
