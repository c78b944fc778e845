import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The program that a command line begins with; `undefined` where a shell has to say (`FOO=1 x`, `"a b"`, `$BIN`). */
export function programOf(command: string): string | undefined {
  const [word = ''] = command.trim().split(/\s+/);
  return /^[\w./@+-]+$/.test(word) ? word : undefined;
}

/** Absolute path of a command's program when the command names it by a path; `undefined` for what is looked up in PATH. */
function programFile(command: string, root: string): string | undefined {
  const program = programOf(command);
  return program?.includes('/') === true ? resolve(root, program) : undefined;
}

/** Why a command cannot be started, and what to do; `undefined` when nothing speaks against it. */
export function programFault(
  command: string,
  root: string,
  variables: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const program = programOf(command);
  if (program === undefined) return undefined;
  const file = programFile(command, root);
  if (file === undefined) return isInPath(program, variables['PATH']) ? undefined : notInPath(program);
  if (!existsSync(file)) return `command: ${program} does not exist (looked for ${file})`;
  if (statSync(file).isDirectory()) return `command: ${program} is a folder; name the program in it`;
  return isExecutable(file) ? undefined : `command: ${program} is not executable. Run: chmod +x ${file}`;
}

/** The error of an environment whose program cannot be executed; type as on AWS, where the message lists the places of `bootstrap`. */
export function invalidEntrypoint(reason: string): { errorType: string; errorMessage: string } {
  return { errorType: 'Runtime.InvalidEntrypoint', errorMessage: `Error: ${reason}` };
}

function isInPath(program: string, path: string | undefined): boolean {
  // Without a PATH, and for a shell's own words, the shell decides.
  if (path === undefined || SHELL_WORDS.has(program)) return true;
  const suffixes = process.platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : [''];
  return path.split(delimiter).some((folder) => suffixes.some((suffix) => existsSync(join(folder, program + suffix))));
}

/** What a shell does itself. */
export const SHELL_WORDS: ReadonlySet<string> = new Set(
  '. case cd command eval exec exit export for if read set source time trap type ulimit umask until wait while'.split(
    ' ',
  ),
);

function notInPath(program: string): string {
  return `command: "${program}" was not found in PATH. Install it, or name the program by its path (./${program})`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
