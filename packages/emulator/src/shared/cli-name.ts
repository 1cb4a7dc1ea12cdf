/** How the CLI is called where it is not installed. npm's package of the bare name `vortex` is somebody else's. */
export const CLI = 'npx @vortex/emulator';
