import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

export const repository: string = join(import.meta.dirname, '../..');

/** Files below these folders of the repository with one of these endings, as paths relative to the repository. */
export function filesBelow(folders: readonly string[], endings: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && endings.test(entry.name))
      .map((entry) => relative(repository, join(entry.parentPath, entry.name))),
  );
}

export function textOf(file: string): string {
  return readFileSync(join(repository, file), 'utf8');
}

/** What a link may point at in a page: explicit anchors, and the ids that GitHub gives to headings. */
export function anchorsOf(markdown: string): Set<string> {
  const explicit = [...markdown.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1] ?? '');
  const text = withoutCode(markdown);
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map((match) => headingId(match[1] ?? ''));
  return new Set([...explicit, ...headings]);
}

/** Whether `target` ("page.md#anchor", "#anchor", "folder/"), as written in `file`, leads somewhere; both relative to the repository. */
export function resolves(file: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const page = path === '' ? file : normalize(join(dirname(file), path));
  if (!existsSync(join(repository, page))) return false;
  if (anchor === undefined) return true;
  return page.endsWith('.md') && anchorsIn(page).has(anchor);
}

const anchorsByPage = new Map<string, Set<string>>();

function anchorsIn(page: string): Set<string> {
  const known = anchorsByPage.get(page) ?? anchorsOf(textOf(page));
  anchorsByPage.set(page, known);
  return known;
}

/** The page without fenced blocks and code spans, line by line, so that places stay right. */
export function withoutCode(markdown: string): string {
  let fenced = false;
  return markdown
    .split('\n')
    .map((line) => {
      const fence = /^\s*(```|~~~)/.test(line);
      if (fence) fenced = !fenced;
      return fence || fenced ? '' : line.replaceAll(/`[^`]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
    })
    .join('\n');
}

function headingId(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
