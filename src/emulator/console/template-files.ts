import { createHash } from 'node:crypto';
import { realpathSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import type { FoundTemplateFile, TemplateFiles } from '../../dashboard/services.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';
import { MAX_TEMPLATE_BYTES } from '../../model/definition/limits.ts';
import type { Model } from '../../model/definition/model.ts';

/** What people end the names of templates with. A file of any other kind is never read, nor written. */
const TEMPLATE = new Set(['.vtl', '.vm', '.velocity', '.tpl', '.tmpl', '.template', '.txt']);
/** What no template of the project is in, and what may be large. */
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'coverage']);
/** Entries of folders that are looked at: a project has some hundred, a home folder has no end. */
const MOST_ENTRIES = 20_000;

/**
 * The files of a project that its mapping templates come from: those whose text is a template of the definition, whatever read them (a variable of
 * serverless.yml, `file()` in Terraform, `MappingTemplate.fromFile` in the CDK). Nothing outside the project's folder is read or written, and
 * no symbolic link is followed.
 */
export function templateFiles(cwd: string, model: () => Model): TemplateFiles {
  const root = (): string => realpathSync(model().root);
  const here = (): string => realpathSync(cwd);
  /** Files that were written here, by the text that the definition has until it is made anew. */
  const pending = new Map<string, string>();
  return {
    async find(texts) {
      const wanted = new Set(texts.map(normal));
      const found: (FoundTemplateFile & { readonly text: string })[] = [];
      for (const path of await candidates(root())) {
        const written = readRegularFile(path);
        const before = [...pending].find(([, file]) => file === path)?.[0] ?? '';
        const text = wanted.has(before) ? before : normal(written);
        if (!wanted.has(text)) continue;
        const isRead = model().files.some((file) => resolve(here(), file) === path);
        found.push({ file: relative(here(), path), hash: hashOf(written), isRead, text });
      }
      return new Map(texts.map((text) => [text, likeliest(found.filter((file) => file.text === normal(text)))]));
    },
    write(file, hash, text, isTemplate) {
      const path = resolve(here(), file);
      const before = ownFile(path, root());
      if (before === undefined) return 'no file';
      if (hashOf(before) !== hash) return 'changed';
      const held = [...pending].find(([, written]) => written === path)?.[0] ?? normal(before);
      if (!isTemplate((template) => normal(template) === held || normal(template) === normal(before)))
        return 'no template';
      const after = asWritten(text, before);
      if (Buffer.byteLength(after) > MAX_TEMPLATE_BYTES) return 'too large';
      writeFileSync(path, after);
      if (!pending.has(held)) pending.set(held, path);
      return { hash: hashOf(after) };
    },
  };
}

/** The text of a template file of the project; `undefined` if it is not a template file, or a link leads out of the project. */
function ownFile(path: string, root: string): string | undefined {
  try {
    if (realpathSync(path) !== path || !path.startsWith(root + sep) || !TEMPLATE.has(extname(path))) return undefined;
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}

async function candidates(root: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined && seen < MOST_ENTRIES; folder = folders.shift()) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      seen += 1;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED.has(entry.name)) folders.push(path);
      else if (entry.isFile() && TEMPLATE.has(extname(entry.name)) && (await isSmall(path))) found.push(path);
    }
  }
  return found;
}

async function isSmall(path: string): Promise<boolean> {
  const { size } = await stat(path).catch(() => ({ size: Infinity }));
  return size <= MAX_TEMPLATE_BYTES;
}

/** Several files may have the same text: then one that the definition was read from counts, if there is only one such. */
function likeliest(files: readonly FoundTemplateFile[]): readonly FoundTemplateFile[] {
  const read = files.filter(({ isRead }) => isRead);
  return (read.length === 1 ? read : files).map(({ file, hash, isRead }) => ({ file, hash, isRead }));
}

/** Line ends, and blank space at the end, are the file's and not the template's. */
function normal(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}

/** With the line ends of the file, and its end. */
function asWritten(text: string, before: string): string {
  const end = before.slice(before.trimEnd().length);
  const plain = normal(text) + end.replaceAll('\r\n', '\n');
  return before.includes('\r\n') ? plain.replaceAll('\n', '\r\n') : plain;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
