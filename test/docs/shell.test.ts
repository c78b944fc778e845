// Commands that the documentation shows: ours exist with their options and arguments, and every other is one that we know why we do not run.
import { type Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { commandLine } from '../../src/cli/program.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { PAGES, snippetsOf } from './snippets.ts';

/** First words of commands that are not run here, and why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  aws: 'needs an account',
  bash: 'scripts of this repository, run by CI',
  cd: 'changes the folder',
  cdk: 'needs the CDK; its output is read in tests of the source',
  cdkl: 'another tool, as the reader used it before',
  cdklocal: 'another tool, as the reader used it before',
  claude: 'another tool',
  code: 'an editor',
  curl: 'asks a running emulator: test/docs/guides.test.ts runs those of the guides',
  docker: 'needs Docker',
  echo: 'prints',
  eval: 'of the shell',
  export: 'of the shell',
  git: 'of the repository',
  node: 'scripts of this repository or of the reader',
  npm: 'installs, or runs scripts of the reader',
  npx: 'another package',
  openssl: 'makes a certificate',
  sam: 'another tool, as the reader used it before',
  serverless: 'another tool',
  terraform: 'needs Terraform; its plans are read in tests of the source',
  tofu: 'needs OpenTofu',
  wait: 'of the shell',
  xdg: 'opens a browser',
};

interface Shown {
  readonly place: string;
  readonly words: readonly string[];
}

const SHOWN: readonly Shown[] = PAGES.flatMap(snippetsOf)
  .filter(({ language }) => ['sh', 'bash', 'shell'].includes(language))
  .flatMap(({ place, text }) => commandsIn(text).map((words) => ({ place, words })));

const OURS = SHOWN.flatMap(({ place, words }) => {
  const rest = words[0] === 'npx' ? words.slice(1) : words;
  return rest[0] === 'gw-emulate' ? [{ place, parameters: rest.slice(1), text: rest.join(' ') }] : [];
});

test('there are commands to look at', () => {
  expect(OURS.length).toBeGreaterThan(20);
});

test.each(OURS)('$place: $text', ({ parameters }) => {
  expect(refusal(parameters)).toBeUndefined();
});

test('a command, an option or an argument that does not exist is found', () => {
  expect(refusal(['rotes'])).toBeDefined();
  expect(refusal(['routes', '--jsno'])).toBeDefined();
  expect(refusal(['invoke'])).toBeDefined();
});

test('every other command is one that is known', () => {
  const unknown = SHOWN.filter(
    ({ words: [first = ''] }) => first !== 'gw-emulate' && !Object.hasOwn(NOT_OURS, first.replace(/-.*/, '')),
  );
  expect(unknown.map(({ place, words }) => `${place}: ${words.join(' ')}`)).toEqual([]);
});

/** What the command line says of it without doing it; `undefined` where it takes it. */
function refusal(parameters: readonly string[]): string | undefined {
  const program = commandLine(fakeIo().io, () => undefined);
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(program)) if (command !== program) command.action(() => undefined);
  const [first] = parameters;
  if (first !== undefined && !first.startsWith('-') && !program.commands.some((each) => each.name() === first))
    return `no command ${first}`;
  try {
    program.parse(['node', 'gw-emulate', ...parameters]);
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
}

/** The simple commands in a script, as lists of words; those of `$(…)` too. */
function commandsIn(script: string): string[][] {
  const lines = script.replaceAll(/\\\n\s*/g, ' ').split('\n');
  return lines.flatMap((line) => {
    const inner = [...line.matchAll(/\$\(([^()]*)\)/g)].map((match) => match[1] ?? '');
    return [line.replaceAll(/\$\([^()]*\)/g, 'VALUE'), ...inner].flatMap(simpleCommands);
  });
}

function simpleCommands(line: string): string[][] {
  const words = [...line.matchAll(/(?:[^\s"'#&|;<>]|(?<=\S)#|"[^"]*"|'[^']*')+|&&|\|\|?|;|&|>>?|<|#.*/g)].map(
    ([word]) => word,
  );
  const commands: string[][] = [[]];
  for (const word of words) {
    if (word.startsWith('#')) break;
    if (/^(?:&&|\|\|?|;|&)$/.test(word)) commands.push([]);
    else commands.at(-1)?.push(word.replaceAll(/["']/g, ''));
  }
  return commands
    .map((command) =>
      command.slice(
        command.findIndex((word) => !/^\w+=/.test(word)),
        redirection(command),
      ),
    )
    .filter((command) => command.some((word) => !/^\w+=/.test(word)));
}

function redirection(command: readonly string[]): number | undefined {
  const at = command.findIndex((word) => /^[<>]/.test(word));
  return at === -1 ? undefined : at;
}
