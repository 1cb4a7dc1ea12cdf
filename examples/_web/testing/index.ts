export { acceptedElsewhere, ELSEWHERE } from './accepted-elsewhere.ts';
export { busyPort, type Started, silentPort, start } from './start.ts';
export { type StartCases, startCases } from './start-cases.ts';
export { startsOf } from './starts-of.ts';
export { teamInBrowser } from './team-browser.ts';
export { type TeamStack, teamFlow } from './team-flow.ts';
export { acceptFrom, opened, sideways, webhooks } from './team-page.ts';
export { type TokenApp, tokensInBrowser } from './tokens-in-browser.ts';
