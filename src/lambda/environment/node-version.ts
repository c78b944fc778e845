import { execFileSync } from 'node:child_process';

const versions = new Map<string, string>();

/** Version of a Node binary without its `v`; the running one's when none is named or it does not say. Asked once for each binary. */
export function nodeVersionOf(binary: string | undefined): string {
  if (binary === undefined) return process.versions.node;
  const known = versions.get(binary) ?? ask(binary);
  versions.set(binary, known);
  return known;
}

function ask(binary: string): string {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
  } catch {
    return process.versions.node;
  }
}
