export { type CommandLine, Problem, readCommandLine } from './command-line.ts';
export { type Cloud, elsewhere, startEmulator } from './emulator.ts';
export { type FeedEntry, feedEntry } from './feed-entry.ts';
export { indexPage, PUBLIC, vortexScript } from './pages.ts';
export { claimPort, portProblem } from './ports.ts';
export { ADA, GRACE, type Member, normalEmail, type Person, type Role, Team } from './team.ts';
export { type FeedReader, StepFailed, Visitor } from './visitor.ts';
