export { chromiumIsMissing, launchChromium } from './chromium.ts';
export { busyPort, type Started, silentPort, start } from './start.ts';
export { teamInBrowser } from './team-browser.ts';
export { type TeamStack, teamFlow } from './team-flow.ts';
export { type TokenApp, tokensInBrowser } from './tokens-in-browser.ts';
