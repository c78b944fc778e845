import type { InstanceKey } from '../document/address.ts';
import { partsOf } from '../document/address.ts';

export type Path = readonly (string | number)[];

/** What one entry of `references` names. */
export type Reference =
  | {
      readonly kind: 'resource';
      /** `aws_lambda_function.f`, `data.archive_file.zip`. */
      readonly address: string;
      readonly key?: InstanceKey;
      /** Attribute and what follows it. */
      readonly path: Path;
    }
  | { readonly kind: 'module'; readonly name: string; readonly key?: InstanceKey; readonly path: Path }
  | { readonly kind: 'variable'; readonly name: string; readonly path: Path }
  | { readonly kind: 'each key' | 'each value' | 'count'; readonly path: Path }
  /** Locals, paths, the workspace: their values are not in the JSON. */
  | { readonly kind: 'other'; readonly text: string };

export function referenceOf(text: string): Reference {
  const parts = partsOf(text);
  const [first, second] = parts;
  const other: Reference = { kind: 'other', text };
  if (typeof first !== 'string' || typeof second !== 'string') return other;
  const rest = parts.slice(2).map((part) => (typeof part === 'string' ? part : part.index));
  const [third] = parts.slice(2);
  const key = typeof third === 'object' ? { key: third.index } : {};
  const path = typeof third === 'object' ? rest.slice(1) : rest;
  switch (first) {
    case 'var':
      return { kind: 'variable', name: second, path: rest };
    case 'each':
      return { kind: second === 'key' ? 'each key' : 'each value', path: rest };
    case 'count':
      return { kind: 'count', path: [] };
    case 'module':
      return { kind: 'module', name: second, ...key, path };
    case 'data': {
      const type = second;
      if (typeof third !== 'string') return other;
      const [, , , fourth] = parts;
      const isKey = typeof fourth === 'object';
      return {
        kind: 'resource',
        address: `data.${type}.${third}`,
        ...(isKey && { key: fourth.index }),
        path: rest.slice(isKey ? 2 : 1),
      };
    }
    case 'local':
    case 'path':
    case 'terraform':
    case 'self':
      return other;
    default:
      return { kind: 'resource', address: `${first}.${second}`, ...key, path };
  }
}

/** Terraform follows each reference by its shorter forms (`a.b.id`, `a.b`); only the longest says something. */
export function longestOf(references: readonly string[]): string[] {
  const longest: string[] = [];
  for (const reference of references) {
    const last = longest.at(-1);
    const isShorter = last !== undefined && (last.startsWith(`${reference}.`) || last.startsWith(`${reference}[`));
    if (!isShorter) longest.push(reference);
  }
  return longest;
}
