import { createHash } from 'node:crypto';
import type { TemplateValue } from '../template/template.ts';
import { isMap } from './words/values.ts';

/**
 * The ten characters that SAM appends to logical ids of what must be replaced when its properties change: the start of the SHA-1 of the
 * properties as Python writes them (keys sorted, no spaces, ASCII only).
 */
export function hashOf(value: TemplateValue): string {
  const text = typeof value === 'string' ? value : inPythonJson(value);
  return text === '' ? '' : createHash('sha1').update(text).digest('hex').slice(0, 10);
}

export function isAlphanumeric(text: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(text);
}

function inPythonJson(value: TemplateValue): string {
  if (Array.isArray(value)) return `[${value.map(inPythonJson).join(',')}]`;
  if (!isMap(value)) return asciiOnly(JSON.stringify(value));
  const members = Object.keys(value)
    .toSorted(byCodePoint)
    .map((key) => `${asciiOnly(JSON.stringify(key))}:${inPythonJson(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

function asciiOnly(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
