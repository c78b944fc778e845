import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type RunningCli, startCli } from './cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface TemporaryProject {
  readonly folder: string;
  readonly cli: RunningCli;
  /** Resolves with the exit code, the folder gone. */
  stop(): Promise<number | null>;
}

/** A project of these files, path by content, in a folder of its own, served by the real command with these flags. The repository's packages are its. */
export async function startProject(
  files: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<TemporaryProject> {
  const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const cli = await startCli(['--no-watch', ...flags], folder);
  return {
    folder,
    cli,
    async stop() {
      const code = await cli.stop();
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
