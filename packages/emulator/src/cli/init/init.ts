import { CLI } from '../../shared/cli-name.ts';
import { type Command, command } from '../shell/command.ts';
import { readOneOf } from '../shell/read.ts';
import { EXIT, type Terminal } from '../shell/terminal.ts';
import { jsonLine } from '../shell/text.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { type EnvIgnored, ignoreEnv } from './git-ignore.ts';
import { findProject, type Project } from './project.ts';
import type { Recipe } from './recipe.ts';
import { type FileResult, type NewFile, writeFiles } from './write-files.ts';

const ENVIRONMENT: NewFile = {
  path: '.env.example',
  content: `# From the Vortex dashboard. Never expose them to a browser, and never commit them.
VORTEX_API_KEY=
VORTEX_WEBHOOK_SECRET=

# For development with the emulator (npx @vortex/emulator dev), which prints all three:
# VORTEX_API_BASE_URL=http://127.0.0.1:4400
`,
};

const readFramework = readOneOf(FRAMEWORKS);

/** `init`. */
export const init: Command = command({
  summary: 'write the files that connect your app',
  about:
    'Writes the files that connect an app to Vortex, based on the package.json in the current folder. Every call is refused until you return the signed-in user. The command overwrites nothing, installs nothing and prints the remaining steps.',
  options: {
    framework: {
      value: 'NAME',
      about: `${FRAMEWORKS.join(', ')} (default: detected from package.json)`,
      read: readFramework,
    },
    dryRun: { about: 'write nothing; only show what would be written' },
    json: {
      about:
        '{ framework, language, install, files: [{ path, written }], envIgnored }; install is null if the package is installed',
    },
  },
  exits: { 0: 'done, even if every file already existed', 2: 'wrong usage, or no package.json (nor deno.json)' },
  examples: [`${CLI} init`, `${CLI} init --framework express --dry-run`],
  async run({ options }, terminal) {
    const project = findProject(terminal.cwd, options.framework);
    const { RECIPES } = await import('./recipes/all.ts');
    const recipe = RECIPES[project.framework](project);
    const files = [...recipe.files, ENVIRONMENT];
    const results = options.dryRun
      ? files.map(({ path }) => ({ path, written: !project.has(path) }))
      : await writeFiles(project.folder, files);
    const dryRun = options.dryRun ?? false;
    const envIgnored = await ignoreEnv(project.folder, dryRun);
    const { framework, language } = project;
    const install = installOf(project, recipe);
    if (options.json) terminal.out(jsonLine({ framework, language, install, files: results, envIgnored }));
    else terminal.out(report(project, recipe, { results, envIgnored, dryRun }, terminal));
    return EXIT.ok;
  },
});

/** What is left to do about a `.env` that git would take. */
const KEEP_ENV_OUT: Partial<Record<EnvIgnored, Recipe['steps']>> = {
  tracked: [
    {
      say: 'Git tracks .env, but keys must not be in a repository. Remove it, and replace every key that was in it:',
      code: ['git rm --cached .env'],
    },
  ],
  failed: [{ say: "Add .env to .gitignore, which could not be changed. Otherwise your app's keys will be committed." }],
};

/** The command that installs the package; `null` where it is installed already. */
function installOf(project: Project, recipe: Recipe): string | null {
  if (project.dependsOn(recipe.package)) return null;
  return project.framework === 'deno' ? `deno add npm:${recipe.package}` : `${project.install} ${recipe.package}`;
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
  const { bold, dim, green, yellow } = terminal.styles;
  const width = written.length;
  const lines = results.map((result) =>
    result.written
      ? `  ${green(written)}  ${result.path}`
      : `  ${yellow('kept'.padEnd(width))}  ${result.path} ${dim('(already exists, not changed)')}`,
  );
  if (envIgnored === 'added') lines.push(`  ${green(added)}  .gitignore ${dim('(.env, which holds your keys)')}`);
  const install = installOf(project, recipe);
  const endpoint = `http://127.0.0.1:${project.port ?? recipe.port ?? 3000}/webhooks/vortex`;
  const steps = [
    ...(KEEP_ENV_OUT[envIgnored] ?? []),
    ...(install === null ? [] : [{ say: 'Install the package:', code: [install] }]),
    ...recipe.steps,
    {
      say: 'Set the variables in .env.example. To develop without an account, start the emulator, which prints all of them:',
      code: [`${CLI} dev --webhook ${endpoint}`],
    },
    {
      say: 'While your app is running, check the setup:',
      code: [`${CLI} doctor --app ${endpoint}`],
    },
  ];
  const numbered = steps.map(({ say, code = [] }, index) =>
    [`  ${index + 1}. ${say}`, ...code.map((line) => `       ${bold(line)}`)].join('\n'),
  );
  return `Found ${recipe.name} (${project.language === 'typescript' ? 'TypeScript' : 'JavaScript'}).\n\n${lines.join('\n')}\n\nNext steps:\n\n${numbered.join('\n')}\n`;
}
