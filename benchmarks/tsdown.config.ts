import { defineConfig } from 'tsdown';

// Built, so that the same files run on every Node the packages support.
export default defineConfig({ entry: ['src/run.ts'], format: 'esm', dts: false, fixedExtension: true });
