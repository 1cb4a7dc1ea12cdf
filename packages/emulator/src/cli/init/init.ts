import { parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { bold, dim, EXIT, green, type Terminal, UsageError, yellow } from '../terminal.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { fetchRuntime } from './fetch.ts';
import { type EnvIgnored, ignoreEnv } from './git-ignore.ts';
import { hono } from './hono.ts';
import { nestjs } from './nestjs.ts';
import { next } from './next.ts';
import { FRAMEWORKS, type Framework, findProject, type Project } from './project.ts';
import type { Recipe } from './recipe.ts';
import { type FileResult, type NewFile, writeFiles } from './write-files.ts';

const HELP = `vortex init: writes the few files that connect an app to Vortex.

Usage: vortex init [options]

Looks at package.json in the current folder. What it writes is closed: every call is refused until you say who is
signed in. It overwrites nothing, installs nothing, adds .env to .gitignore unless git ignores it already, and prints
what is left to do.

Options:
  --framework NAME   ${FRAMEWORKS.join(', ')} (default: what package.json names)
  --dry-run          write nothing, say what would be written
  --json             { framework, language, install, files: [{ path, written }], envIgnored }; install is null where
                     that is done; envIgnored is "already", "added", "tracked" (git has .env) or "failed"
  --help             this text

Exit codes: 0 done, also when every file was there already; 2 wrong usage, or no package.json.

Examples:
  npx -p @vortex/emulator vortex init
  npx -p @vortex/emulator vortex init --framework express --dry-run
`;

const RECIPES: Readonly<Record<Framework, (project: Project) => Recipe>> = {
  express,
  fastify,
  hono,
  nestjs,
  next,
  none: fetchRuntime,
};

const ENVIRONMENT: NewFile = {
  path: '.env.example',
  content: `# From the Vortex dashboard. Never give them to a browser, nor to git.
VORTEX_API_KEY=
VORTEX_WEBHOOK_SECRET=

# While developing, with the emulator (npx -p @vortex/emulator vortex dev), which prints all three:
# VORTEX_API_BASE_URL=http://127.0.0.1:4400
`,
};

/** `vortex init`. */
export const init: Command = {
  summary: 'write the files that connect your app',
  help: HELP,
  async run(args, terminal) {
    const { values } = parseArguments({
      args: [...args],
      options: { framework: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    });
    const project = findProject(process.cwd(), frameworkOf(values.framework));
    const recipe = RECIPES[project.framework](project);
    const files = [...recipe.files, ENVIRONMENT];
    const results = values['dry-run']
      ? files.map(({ path }) => ({ path, written: !project.has(path) }))
      : await writeFiles(project.folder, files);
    const envIgnored = await ignoreEnv(project.folder, values['dry-run'] ?? false);
    const { framework, language } = project;
    const install = installOf(project, recipe);
    if (values.json) terminal.out(`${JSON.stringify({ framework, language, install, files: results, envIgnored })}\n`);
    else terminal.out(report(project, recipe, { results, envIgnored, dryRun: values['dry-run'] ?? false }, terminal));
    return EXIT.ok;
  },
};

/** What is left to do about a `.env` that git would take. */
const KEEP_ENV_OUT: Partial<Record<EnvIgnored, Recipe['steps']>> = {
  tracked: [
    {
      say: 'Git tracks .env, and keys belong in no repository. Take it out, and replace every key that was in it:',
      code: ['git rm --cached .env'],
    },
  ],
  failed: [{ say: "Add .env to .gitignore; it could not be changed. Without that, git takes your app's keys." }],
};

function frameworkOf(name: string | undefined): Framework | undefined {
  if (name === undefined) return undefined;
  const framework = FRAMEWORKS.find((known) => known === name);
  if (framework) return framework;
  throw new UsageError(`--framework must be one of ${FRAMEWORKS.join(', ')}; it is ${JSON.stringify(name)}.`);
}

/** The command that installs the package; `null` where it is installed already. */
function installOf(project: Project, recipe: Recipe): string | null {
  return project.dependsOn(recipe.package) ? null : `${project.install} ${recipe.package}`;
}

/** What has been done, or would have been. */
interface Outcome {
  readonly results: readonly FileResult[];
  readonly envIgnored: EnvIgnored;
  readonly dryRun: boolean;
}

function report(
  project: Project,
  recipe: Recipe,
  { results, envIgnored, dryRun }: Outcome,
  terminal: Terminal,
): string {
  const written = dryRun ? 'would write' : 'wrote';
  const added = dryRun ? 'would add to' : 'added to';
  const width = written.length;
  const lines = results.map((result) =>
    result.written
      ? `  ${green(terminal, written)}  ${result.path}`
      : `  ${yellow(terminal, 'kept'.padEnd(width))}  ${result.path} ${dim(terminal, '(was there already, not touched)')}`,
  );
  if (envIgnored === 'added')
    lines.push(`  ${green(terminal, added)}  .gitignore ${dim(terminal, '(.env, which holds your keys)')}`);
  const install = installOf(project, recipe);
  const steps = [
    ...(KEEP_ENV_OUT[envIgnored] ?? []),
    ...(install === null ? [] : [{ say: 'Install the package:', code: [install] }]),
    ...recipe.steps,
    {
      say: 'Set what .env.example names. To develop without an account, start the emulator, which prints all of it:',
      code: ['npx -p @vortex/emulator vortex dev --webhook http://127.0.0.1:3000/webhooks/vortex'],
    },
    {
      say: 'With your app running, see whether all is well:',
      code: ['npx -p @vortex/emulator vortex doctor --app http://127.0.0.1:3000/webhooks/vortex'],
    },
  ];
  const numbered = steps.map(({ say, code = [] }, index) =>
    [`  ${index + 1}. ${say}`, ...code.map((line) => `       ${bold(terminal, line)}`)].join('\n'),
  );
  return `Found ${recipe.name} (${project.language === 'typescript' ? 'TypeScript' : 'JavaScript'}).\n\n${lines.join('\n')}\n\nWhat is left to do:\n\n${numbered.join('\n')}\n`;
}
