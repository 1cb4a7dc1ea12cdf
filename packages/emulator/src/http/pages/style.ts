/** The style sheet of every page of ours. Both themes, no font or picture from anywhere. */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --bg: #f7f7f5; --surface: #fff; --sunken: #f2f2ef; --text: #1d1e23; --quiet: #62656e; --line: #e4e4df; --edge: #8b8d95;
  --accent: #4050d2; --on-accent: #fff; --good: #13683f; --good-bg: #e0f3e8; --bad: #a62a2a; --bad-bg: #fbe6e4;
  --wait: #805206; --wait-bg: #fbefd6; --info: #3444b8; --info-bg: #e8eafb; --flat: #5c5f68; --flat-bg: #ececea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #121317; --surface: #1a1c21; --sunken: #15161a; --text: #e9e9ec; --quiet: #a0a3ad; --line: #2c2f37; --edge: #6d717d;
    --accent: #97a2ff; --on-accent: #11132b; --good: #7fd8a6; --good-bg: #16301f; --bad: #ff9d95; --bad-bg: #3a1b1b;
    --wait: #efc06a; --wait-bg: #33270f; --info: #b0b8ff; --info-bg: #22264a; --flat: #a6a9b3; --flat-bg: #272a31;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 16px; line-height: 1.4; margin: 0; }
.label { font-size: 12px; font-weight: 600; color: var(--quiet); margin: 20px 0 6px; }
p { margin: 0; }
.quiet { color: var(--quiet); }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:not(:focus) { position: absolute; left: -999px; }

header { background: var(--surface); border-bottom: 1px solid var(--line); }
.bar { max-width: 1080px; margin: 0 auto; padding: 0 24px; display: flex; align-items: center; gap: 4px 28px; flex-wrap: wrap; }
.brand { display: flex; align-items: center; gap: 10px; font-weight: 600; padding: 14px 0; color: var(--text); text-decoration: none; white-space: nowrap; }
.brand svg { display: block; }
nav { display: flex; gap: 4px; flex: 1; overflow-x: auto; scrollbar-width: none; margin: 0 -8px; padding: 2px; }
nav a { padding: 14px 10px 12px; color: var(--quiet); text-decoration: none; border-bottom: 2px solid transparent; white-space: nowrap; }
nav a:hover { color: var(--text); }
nav a:focus-visible { outline-offset: -3px; }
nav a[aria-current] { color: var(--text); border-color: var(--accent); font-weight: 500; }
.count { font-size: 12px; color: var(--quiet); margin-left: 4px; font-variant-numeric: tabular-nums; font-weight: 400; }
.live { display: none; align-items: center; gap: 7px; font-size: 13px; color: var(--quiet); white-space: nowrap; }
.live::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--flat); }
.live[data-state] { display: flex; }
.live[data-state=on]::before { background: var(--good); }

main { max-width: 1080px; margin: 0 auto; padding: 28px 24px 64px; }
.head { display: flex; align-items: center; gap: 12px 20px; flex-wrap: wrap; margin-bottom: 18px; }
.head h1 { flex: 1; }
.list { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; list-style: none; margin: 0; padding: 0; overflow: hidden; }
.list > li + li { border-top: 1px solid var(--line); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.list > li > details > summary { display: grid; grid-template-columns: 16px minmax(0, 1fr) auto auto; gap: 4px 14px; align-items: center; padding: 12px 18px; }
.list > li > details > summary::before { content: ""; width: 6px; height: 6px; border: solid var(--quiet); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); margin-left: 2px; }
.list > li > details[open] > summary::before { transform: rotate(45deg); }
.list > li > details > summary:hover { background: var(--sunken); }
.list > li > details > summary:focus-visible { outline-offset: -2px; border-radius: 12px; }
.main { min-width: 0; overflow-wrap: anywhere; font-weight: 500; }
.sub { display: block; font-weight: 400; font-size: 13px; color: var(--quiet); }
time { font-size: 13px; color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
.pill { display: inline-block; font-size: 12px; font-weight: 500; line-height: 1.5; padding: 1px 9px; border-radius: 99px; white-space: nowrap; color: var(--flat); background: var(--flat-bg); }
.pill.good { color: var(--good); background: var(--good-bg); }
.pill.bad { color: var(--bad); background: var(--bad-bg); }
.pill.wait { color: var(--wait); background: var(--wait-bg); }
.pill.info { color: var(--info); background: var(--info-bg); }
.detail { padding: 14px 18px 20px 48px; }
.columns .label { margin-top: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 32px; }
dl { display: grid; grid-template-columns: 110px minmax(0, 1fr); gap: 5px 14px; margin: 0; font-size: 14px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.timeline { list-style: none; margin: 0; padding: 0; font-size: 14px; }
.timeline li { display: flex; gap: 12px; padding: 2px 0; overflow-wrap: anywhere; }
pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; margin: 0; padding: 12px 14px; overflow: auto; max-height: 340px; line-height: 1.55; white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th { text-align: left; font-size: 12px; font-weight: 600; color: var(--quiet); }
th, td { padding: 7px 14px 7px 0; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
td { overflow-wrap: anywhere; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 6px 18px; }
.empty { background: var(--surface); border: 1px dashed var(--line); border-radius: 12px; padding: 48px 24px; text-align: center; color: var(--quiet); }
.empty h2 { color: var(--text); margin-bottom: 6px; }
.empty pre { display: inline-block; text-align: left; margin-top: 18px; max-width: 100%; color: var(--text); }
.plain > li { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 8px 16px; align-items: center; padding: 12px 18px; }
.none { background: var(--surface); border: 1px dashed var(--line); border-radius: 12px; padding: 16px 18px; color: var(--quiet); }
section { margin-bottom: 36px; }
section > h2 + p { margin: 2px 0 12px; }
.once { background: var(--surface); border: 1px solid var(--accent); border-radius: 12px; padding: 18px; }
.once pre { margin-bottom: 14px; }
.secret { user-select: all; }
html:not(.live-page) .copy { display: none; }
.inline { display: flex; gap: 12px; align-items: end; flex-wrap: wrap; margin-top: 12px; }
.inline > button, .new button { min-height: 40px; }
.inline > label { flex: 1 1 240px; max-width: 440px; }
.events { flex: 0 0 100%; font-size: 14px; }
.more { margin-top: 4px; }
:is(.more, .events) > summary { color: var(--quiet); display: inline-block; }
:is(.more, .events) > summary::before { content: "▸ "; }
:is(.more, .events)[open] > summary::before { content: "▾ "; }
fieldset { border: 1px solid var(--line); border-radius: 12px; margin: 8px 0 0; padding: 8px 18px 14px; display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 2px 18px; background: var(--surface); }
legend { padding: 0 6px; font-size: 13px; color: var(--quiet); }
fieldset label { font-weight: 400; font-size: 14px; padding: 3px 0; }
input[type=checkbox] { width: auto; margin: 0 6px 0 0; accent-color: var(--accent); }
.row { display: flex; gap: 10px; flex-wrap: wrap; align-items: center; }
.actions { margin-top: 18px; }

button, .button { font: inherit; font-size: 14px; font-weight: 500; color: var(--text); background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 6px 14px; cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { border-color: var(--quiet); }
button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover, .button.primary:hover { filter: brightness(1.08); }
button[disabled] { opacity: .55; cursor: default; }
input, select { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--edge); border-radius: 8px; padding: 7px 11px; width: 100%; min-width: 0; }
input:not([type=checkbox]), select { min-height: 40px; }
input:hover, select:hover { border-color: var(--text); }
label { display: block; font-size: 13px; font-weight: 500; }
label input, label select { margin-top: 4px; font-weight: 400; font-size: 15px; }
.stack { display: grid; gap: 14px; margin-top: 20px; }
.new { margin-bottom: 18px; }
.new > summary { display: inline-block; }
.new form { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 18px; margin-top: 12px; display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 14px; align-items: end; }
.problem { color: var(--bad); background: var(--bad-bg); border-radius: 8px; padding: 9px 13px; font-size: 14px; margin-top: 14px; }
.new .problem { grid-column: 1 / -1; margin: 0; }
.search input { width: 220px; }

.mailbox { display: grid; grid-template-columns: minmax(260px, 340px) minmax(0, 1fr); gap: 18px; align-items: start; }
.messages a { display: block; padding: 12px 16px; color: inherit; text-decoration: none; border-left: 3px solid transparent; }
.messages a:hover { background: var(--sunken); }
.messages a:focus-visible { outline-offset: -2px; }
.messages a[aria-current] { background: var(--sunken); border-color: var(--accent); }
.messages .line { display: flex; justify-content: space-between; gap: 12px; align-items: baseline; }
.message { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 20px; }
.message dl { margin: 12px 0 16px; grid-template-columns: 60px minmax(0, 1fr); }
.message iframe { display: block; width: 100%; height: 420px; border: 1px solid var(--line); border-radius: 8px; background: #f4f4f2; margin-top: 18px; }
.bubble { background: var(--info-bg); border-radius: 16px 16px 16px 4px; padding: 12px 16px; max-width: 420px; margin-top: 18px; overflow-wrap: anywhere; }
.back { display: none; }

body > main.card { max-width: 440px; margin: 12vh auto 48px; background: var(--surface); border: 1px solid var(--line); border-radius: 14px; padding: 32px; }
.card h1 + p { margin-top: 10px; }

@media (max-width: 640px) {
  .bar { padding: 0 16px; }
  .brand { flex: 1; padding: 12px 0 4px; }
  .live { padding-top: 8px; }
  nav { order: 3; flex: 0 0 calc(100% + 16px); }
  nav { gap: 0; justify-content: space-between; }
  nav a { padding: 10px 4px; font-size: clamp(12px, 3.8vw, 14px); }
  main { padding: 20px 16px 48px; }
  .list > li > details > summary { grid-template-columns: 16px minmax(0, 1fr) auto; padding: 12px 14px; }
  .list > li > details > summary > time { grid-column: 2 / -1; }
  .detail { padding: 12px 14px 18px; }
  .columns .label { margin-top: 20px; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  nav .count { display: none; }
  .plain > li { grid-template-columns: minmax(0, 1fr) auto; align-items: start; padding: 12px 14px; }
  .plain > li > time { padding-top: 3px; }
  .plain > li > .row { grid-column: 1 / -1; }
  .search { order: 3; flex: 0 0 100%; }
  .search input { width: 100%; }
  .requests thead { display: none; }
  .requests tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; padding: 10px 0; border-bottom: 1px solid var(--line); }
  .requests tr:last-child { border: 0; }
  .requests td { border: 0; padding: 0; }
  .requests td:nth-child(3) { justify-self: end; }
  .requests td:first-child { order: 4; }
  .requests td.number { order: 3; text-align: left; color: var(--quiet); font-size: 13px; }
  .mailbox { grid-template-columns: minmax(0, 1fr); }
  .mailbox:not(.chosen) .message, .mailbox.chosen .messages { display: none; }
  .back { display: inline-block; margin-bottom: 14px; }
  body > main.card { margin: 24px 16px; padding: 24px; }
}
@media (prefers-reduced-motion: no-preference) {
  .list > li > details > summary::before { transition: transform .12s; }
}
`;
