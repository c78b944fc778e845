import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRegularFile } from '../../../model/base/regular-file.ts';

const SOURCE = /\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$/;

/** A project has few; a link that leads into itself must not hang. */
const MOST_FOLDERS = 200;

/** `main.tf`, `main.tf.json`, `main.tofu` */
export function isSourceFile(name: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(name);
}

/** Whether a folder is a Terraform project. */
export function hasTerraformFiles(folder: string): boolean {
  return filesIn(folder).some(isSourceFile);
}

/** The files whose change means to plan again: those of the folder and of the local modules that they name. */
export function terraformFiles(folder: string): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = (current: string): void => {
    if (seen.has(current) || seen.size >= MOST_FOLDERS) return;
    seen.add(current);
    for (const name of filesIn(current)) {
      if (!SOURCE.test(name)) continue;
      const file = join(current, name);
      found.push(file);
      for (const [, source = ''] of textOf(file).matchAll(/\bsource"?\s*[=:]\s*"(\.\.?\/[^"]*)"/g)) {
        visit(resolve(current, source));
      }
    }
  };
  visit(folder);
  return found;
}

/** OpenTofu's projects have its files or its registry in their lock file. */
export function isOpenTofu(folder: string): boolean {
  const lock = join(folder, '.terraform.lock.hcl');
  return (
    filesIn(folder).some((name) => /\.tofu(?:\.json)?$/.test(name)) || textOf(lock).includes('registry.opentofu.org')
  );
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch {
    return '';
  }
}
