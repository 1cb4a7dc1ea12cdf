import { type Command, type CommandGroup, flagOf } from '../shell/command.ts';

/** A word that may follow, and what it means. */
interface Word {
  readonly word: string;
  readonly about: string;
}

/** What may follow the words of a path, such as `token create`. */
interface Place {
  readonly path: string;
  readonly words: readonly Word[];
}

/** The scripts by the name of the shell. */
export const SHELLS: Readonly<Record<string, (root: CommandGroup) => string>> = { bash, zsh, fish };

/** Every place of the table. */
function placesOf(found: CommandGroup | Command, path: readonly string[] = []): Place[] {
  if (!('commands' in found)) {
    const words = Object.entries(found.options).map(([name, { about }]) => ({ word: flagOf(name), about }));
    return [{ path: path.join(' '), words: [...words, { word: '--help', about: 'show the help' }] }];
  }
  const below = Object.entries(found.commands);
  const words = below.map(([word, { summary: about }]) => ({ word, about }));
  return [{ path: path.join(' '), words }, ...below.flatMap(([name, one]) => placesOf(one, [...path, name]))];
}

/** The groups, whose next word is part of the path. */
function groupsOf(root: CommandGroup): string {
  return Object.entries(root.commands)
    .filter(([, found]) => 'commands' in found)
    .map(([name]) => name)
    .join('|');
}

function bash(root: CommandGroup): string {
  const cases = placesOf(root).map(
    ({ path, words }) => `    '${path}') words='${words.map(({ word }) => word).join(' ')}' ;;`,
  );
  return `_vortex() {
  local path='' words=''
  if [ "$COMP_CWORD" -gt 1 ]; then path="\${COMP_WORDS[1]}"; fi
  case "$path" in
    ${groupsOf(root)}) if [ "$COMP_CWORD" -gt 2 ]; then path="$path \${COMP_WORDS[2]}"; fi ;;
  esac
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _vortex vortex
`;
}

function zsh(root: CommandGroup): string {
  const cases = placesOf(root).map(
    ({ path, words }) =>
      `    '${path}') words_=(${words.map(({ word, about }) => quoted(`${word}:${about.replaceAll(':', '\\:')}`)).join(' ')}) ;;`,
  );
  return `#compdef vortex
_vortex() {
  local -a words_
  local path_=''
  if (( CURRENT > 2 )); then path_="$words[2]"; fi
  case "$path_" in
    ${groupsOf(root)}) if (( CURRENT > 3 )); then path_="$path_ $words[3]"; fi ;;
  esac
  case "$path_" in
${cases.join('\n')}
  esac
  _describe 'vortex' words_ || _files
}
compdef _vortex vortex
`;
}

function fish(root: CommandGroup): string {
  const lines = placesOf(root).flatMap(({ path, words }) => {
    const at =
      path === ''
        ? '__fish_use_subcommand'
        : path
            .split(' ')
            .map((name) => `__fish_seen_subcommand_from ${name}`)
            .join('; and ');
    const names = words.filter(({ word }) => !word.startsWith('-')).map(({ word }) => word);
    const open = path !== '' && names.length > 0 ? `; and not __fish_seen_subcommand_from ${names.join(' ')}` : '';
    return words.map(({ word, about }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c vortex -n ${quoted(at + open)} ${what} -d ${quoted(about)}`;
    });
  });
  return `${lines.join('\n')}\n`;
}

/** In single quotes, for a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
