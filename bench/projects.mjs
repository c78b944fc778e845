// Projects for the bench, in temporary folders: an emulator builds below its project's folder.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './processes.mjs';

const folders = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function temporaryFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `gw-emulate-bench-${name}-`));
  folders.push(folder);
  return folder;
}

/** The APIs of bench/project, of this checkout or another one, with their HTTP proxy to the given backend. */
export function benchProject(backend, root = repository) {
  const folder = temporaryFolder('project');
  cpSync(join(root, 'bench', 'project'), folder, { recursive: true });
  const file = join(folder, 'emulator.config.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('BACKEND', backend));
  return folder;
}

/** The sample app of the repository, its database on a port of its own; without `services`, the database is omitted. */
export function sampleProject({ services = true, databasePort = 18_123 } = {}) {
  const folder = temporaryFolder('sample');
  for (const part of ['handlers', 'fixtures', 'emulator.config.yaml', 'package.json']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const edit = (name, change) => writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  const moved = (text) => text.replaceAll('8123', String(databasePort)).replaceAll('8124', String(databasePort + 1));
  edit('fixtures/sample/local.env', moved);
  edit('emulator.config.yaml', (config) => (services ? moved(config) : config.replace(/^processes:\n(?: .*\n)*/m, '')));
  return folder;
}
