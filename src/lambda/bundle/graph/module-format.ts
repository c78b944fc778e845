import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** How Node would read an installed file: by its extension, then by `type` of the nearest package.json. */
export function moduleFormat(file: string): 'cjs' | 'esm' {
  const extension = extname(file);
  if (extension === '.mjs' || extension === '.wasm') return 'esm';
  if (extension !== '.js') return 'cjs';
  return isModulePackage(dirname(file)) ? 'esm' : 'cjs';
}

/** How Node would read what a source is compiled to. */
export function sourceFormat(file: string): 'cjs' | 'esm' {
  return moduleFormat(file.replace(/\.([cm]?)[jt]sx?$/, '.$1js'));
}

function isModulePackage(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) return typeOf(manifest) === 'module';
  const parent = dirname(folder);
  return parent !== folder && !parent.endsWith('node_modules') && isModulePackage(parent);
}

function typeOf(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly type?: unknown }).type;
  } catch {
    return undefined;
  }
}
