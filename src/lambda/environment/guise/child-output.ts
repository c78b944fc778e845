import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { badDescriptor, ownDescriptors } from './own-descriptors.ts';

type Call = (this: unknown, ...parameters: unknown[]) => unknown;

/**
 * Children that inherit standard output or error would write to those of the process that all functions share. `descriptor` opens one that
 * leads to this function's log; `undefined` where the system has none to give.
 */
export function giveChildrenOwnOutput(host: NodeJS.Process, descriptor: () => number | undefined): void {
  const own = (entry: unknown, at: number): unknown => {
    const isOutput =
      entry === 1 || entry === 2 || entry === host.stdout || entry === host.stderr || (entry === 'inherit' && at > 0);
    if (isOutput) return descriptor() ?? 'ignore';
    if (typeof entry === 'number' && entry > 2 && !ownDescriptors.has(entry)) throw badDescriptor('spawn');
    return entry;
  };
  const translated = (stdio: unknown): unknown => {
    if (stdio === 'inherit') return ['inherit', 'inherit', 'inherit'].map(own);
    return Array.isArray(stdio) ? stdio.map(own) : stdio;
  };
  // Where `spawn` and `fork` end.
  const prototype = childProcess.ChildProcess.prototype as unknown as { spawn: Call };
  const { spawn } = prototype;
  prototype.spawn = function spawnWithOwnOutput(options, ...rest) {
    return spawn.call(this, withStdio(options, translated), ...rest);
  };
  const calls = childProcess as unknown as Record<string, Call>;
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const original = calls[name];
    if (original)
      calls[name] = (...parameters) => original(...parameters.map((parameter) => withStdio(parameter, translated)));
  }
  syncBuiltinESMExports();
}

function withStdio(options: unknown, translated: (stdio: unknown) => unknown): unknown {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || !('stdio' in options))
    return options;
  return { ...options, stdio: translated(options.stdio) };
}
