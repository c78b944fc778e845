import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig, type LoadedConfig } from '../../../../src/sources/config/index.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

/** Loads the first of some files, which are written to a folder of their own: code is run from its file. */
export function loadCode(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<LoadedConfig & { readonly folder: string }> {
  const folder = temporaryFolder('gw-config');
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const [first = ''] = Object.keys(files);
  return loadConfig(first, { cwd: folder, environment: { PATH: process.env['PATH'], ...environment } }).then(
    (read) => ({
      ...read,
      folder,
    }),
  );
}

/** `file:line:column message`, hints after an arrow. */
export function placed({ problems }: LoadedConfig): string[] {
  return problems.map(({ message, position, hint, severity }) => {
    const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column} `;
    return `${place}${severity === 'error' ? '' : `${severity}: `}${message}${hint === undefined ? '' : ` -> ${hint}`}`;
  });
}
