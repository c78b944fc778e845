import { isJsonObject, parseJson } from '../../model/base/json.ts';
import type { Problems } from '../../sources/problems/problems.ts';
import type { ReadRequests, WrittenRequest } from './written-request.ts';

/** Requests of an HTTP archive (HAR 1.2), as browsers and proxies save them. http://www.softwareishard.com/blog/har-12-spec/ */
export function readHar(text: string, file: string, problems: Problems): ReadRequests {
  const log = member(parseJson(text.replace(/^\uFEFF/, '')), 'log');
  const entries = member(log, 'entries');
  if (!Array.isArray(entries)) {
    problems.error('an HTTP archive is a JSON object with log.entries, which this is not', {
      file,
      line: 1,
      column: 1,
    });
    return { requests: [], skipped: [] };
  }
  const requests: WrittenRequest[] = [];
  const skipped: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const request = readEntry(entry);
    if (typeof request === 'string') skipped.push(`entry ${index + 1} of ${file}: ${request}`);
    else requests.push(request);
  }
  return { requests, skipped: skipped.map((what) => ({ what })) };
}

function readEntry(entry: unknown): WrittenRequest | string {
  const request = member(entry, 'request');
  const [method, url] = [member(request, 'method'), member(request, 'url')];
  if (typeof method !== 'string' || typeof url !== 'string') return 'it has no method or no URL';
  if (!/^https?:/i.test(url)) return `${url.slice(0, 60)} is no request of HTTP`;
  const headers = pairs(member(request, 'headers'));
  const body = bodyOf(member(request, 'postData'));
  return typeof body === 'string'
    ? body
    : { method: method.toUpperCase(), url, headers, ...(body === undefined ? {} : { body }) };
}

function bodyOf(postData: unknown): Buffer | string | undefined {
  if (!isJsonObject(postData)) return undefined;
  const { text, params, encoding } = postData;
  if (typeof text === 'string' && text !== '') return Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
  const form = pairs(params);
  if (form.length === 0) return undefined;
  // Browsers leave out the text of uploads; parts without their files would be another request.
  if (String(postData['mimeType']).startsWith('multipart/')) return 'its multipart body is not in the archive';
  return Buffer.from(new URLSearchParams(form).toString());
}

function pairs(list: unknown): [string, string][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown): [string, string][] => {
    const [name, value] = [member(item, 'name'), member(item, 'value')];
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });
}

function member(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
