import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { publicPackages } from '../../../scripts/public-packages.mjs';
import { VERSIONS } from './declarations.ts';
import { NODES } from './runtimes.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('what is promised is what is tested:', () => {
  const policy = read('docs/support.md');
  const floor = /\| Node \| (\d+\.\d+) and newer \| ([\d, and]+), from/.exec(policy);

  test('the lines of Node', () => {
    expect(NODES.map(({ name }) => name)).toEqual(floor?.[2]?.match(/\d+/g)?.map((line) => `Node ${line}`));
    expect(read('README.md')).toContain(`Node.js ${floor?.[1]} and later`);
  });

  test('the oldest Node, in every package and on the oldest binary', () => {
    const asked = [JSON.parse(read('package.json')), ...publicPackages().map(({ manifest }) => manifest)];
    expect(new Set(asked.map(({ engines }) => engines.node))).toEqual(new Set([`>=${floor?.[1]}`]));
    const { optionalDependencies } = JSON.parse(read('tests/runtimes/package.json'));
    expect(Object.values<string>(optionalDependencies)[0]).toMatch(new RegExp(`@${floor?.[1]}\\.0$`));
  });

  test('a fix of a dependency reaches users without a release of ours', () => {
    const catalog = /^catalogs:\n {2}published:\n((?: {4}.*\n)+)/m.exec(read('pnpm-workspace.yaml'))?.[1] ?? '';
    const ranges = new Map(
      [...catalog.matchAll(/^ {4}'?([^':]+)'?: (\S+)$/gm)].map(([, name, range]) => [name, range]),
    );
    const installed = publicPackages().flatMap(({ manifest }) => Object.entries(manifest.dependencies ?? {}));
    const others = installed.filter(([name]) => !name.startsWith('@vortex/') && name !== 'server-only');
    expect(others.map(([name]) => name).sort()).toEqual([
      '@hono/node-server',
      'commander',
      'fastify-plugin',
      'hono',
      'jose',
    ]);
    for (const [name, range] of others) expect([name, range]).toEqual([name, 'catalog:published']);
    for (const range of ranges.values()) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
  });

  test('the versions of TypeScript', () => {
    const named = /\| TypeScript \| .* \| ([\d., and]+) \|/.exec(policy)?.[1]?.match(/\d+\.\d+/g);
    expect(VERSIONS.map(({ version }) => version)).toEqual(named);
  });
});

describe('workflows', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map((path) => ({ path, text: read(path) }));

  test.each(workflows)('$path runs only actions that nobody can exchange, and may write nothing', ({ text }) => {
    const actions = [...text.matchAll(/uses: (\S+)(.*)/g)].filter(([, name]) => !name?.startsWith('./'));
    expect(actions.filter(([line]) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text.match(/^ +[\w-]+: write$/gm)?.map((line) => line.trim()) ?? []).toEqual(
      text.includes('npm publish') ? ['id-token: write'] : [],
    );
  });

  test('one of them publishes, with provenance, and only the job that runs nothing but npm may', () => {
    const [release, ...others] = workflows.filter(({ text }) => text.includes('npm publish'));
    expect(others).toEqual([]);
    const jobs = new Map(`${release?.text}`.split(/^ {2}(?=\w+:$)/m).map((job) => [job.split(':', 1)[0], job]));
    expect(jobs.get('check')).toContain('uses: ./.github/workflows/ci.yml');
    expect(jobs.get('build')).toContain('needs: check');
    expect(jobs.get('build')).toContain('fetch-depth: 0');
    expect(jobs.get('build')).not.toMatch(/id-token|npm publish/);

    const publish = `${jobs.get('publish')}`;
    expect(publish).toContain('needs: build');
    expect(publish).toContain("NPM_CONFIG_PROVENANCE: 'true'");
    expect(publish).toContain('id-token: write');
    expect(publish).not.toContain('contents:');
    // Nothing of the repository and nothing of its dependencies runs where the identity is.
    expect([...publish.matchAll(/uses: ([\w/-]+)@/g)].map(([, action]) => action)).toEqual([
      'actions/setup-node',
      'actions/download-artifact',
    ]);
    expect(publish.match(/^ +(?:- )?run:/gm)).toHaveLength(1);
    expect(publish).toContain('--ignore-scripts');
    expect(workflows.find(({ path }) => path.endsWith('ci.yml'))?.text).toContain('run: .ci/run');
  });

  test('dependencies are kept up to date and asked about', () => {
    const updates = read('.github/dependabot.yml');
    expect([...updates.matchAll(/package-ecosystem: (\S+)/g)].map(([, name]) => name)).toEqual([
      'github-actions',
      'npm',
    ]);
    const audit = workflows.find(({ text }) => text.includes('pnpm audit --prod'));
    expect(audit?.text).toContain('schedule:');
    expect(audit?.text).toContain('paths: [pnpm-lock.yaml]');
  });
});
