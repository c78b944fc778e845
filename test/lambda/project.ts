import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LambdaFunction } from '../../src/model/definition/function.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** A project of the user's in a temporary folder, removed after the test. */
export interface Project {
  readonly root: string;
  write(path: string, text: string): void;
  remove(path: string): void;
  /** A function of this project; its timeout is long enough for a busy machine. */
  lambda(handler: string, settings?: Partial<LambdaFunction>): LambdaFunction;
}

export function project(files: Readonly<Record<string, string>>): Project {
  const root = realpathSync(temporaryFolder('gw-lambda'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    root,
    write,
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    lambda: (handler, settings = {}) => ({
      name: handler.replace(/\W+/g, '-'),
      code: { kind: 'handler' },
      handler,
      root,
      timeout: 25,
      memory: 128,
      environment: {},
      isolation: 'thread',
      layers: [],
      ...settings,
    }),
  };
}
