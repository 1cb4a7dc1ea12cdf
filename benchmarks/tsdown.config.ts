import { defineConfig } from 'tsdown';

// Built, so that the same files run on every Node the packages support, and on other runtimes.
export default defineConfig({
  entry: ['src/run.ts', 'src/contests/*.ts', 'src/frame/{server,load}-process.ts'],
  format: 'esm',
  dts: false,
  fixedExtension: true,
});
