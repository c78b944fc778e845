import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { IGNORED, IGNORED_WITH_VALUE, LONG, WITH_VALUE } from './curl-options.ts';
import type { WrittenRequest } from './written-request.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

export type ReadFile = (path: string) => Buffer;

/** A command that curl would refuse, or that asks for something that is not played. */
export class CurlRefusal extends Error {}

/** The requests of one curl command, `curl` itself not among its words. Throws `CurlRefusal`, and what `readFile` throws. */
export function curlRequests(words: readonly string[], readFile: ReadFile): WrittenRequest[] {
  const requests: WrittenRequest[] = [];
  let settings: [option: string, value: string][] = [];
  const end = (): void => {
    requests.push(...requestsOf(settings, readFile));
    settings = [];
  };
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--next' || word === '-:') {
      end();
    } else if (word.startsWith('--') && word.length > 2) {
      settings.push(...longOption(word.slice(2), rest));
    } else if (word.startsWith('-') && word.length > 1) {
      settings.push(...shortOptions(word.slice(1), rest));
    } else {
      settings.push(['url', word]);
    }
  }
  end();
  return requests;
}

function longOption(name: string, rest: string[]): [string, string][] {
  const option = LONG[name];
  if (option !== undefined) return [[option, WITH_VALUE.has(option) ? argument(`--${name}`, rest) : '']];
  if (IGNORED.has(name) || name.startsWith('no-')) return [];
  if (!IGNORED_WITH_VALUE.has(name)) throw new CurlRefusal(`the option --${name} is not known here`);
  argument(`--${name}`, rest);
  return [];
}

/** `-sSXPOST`, `-d@file`: letters together, the argument behind the last. */
function shortOptions(letters: string, rest: string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters.charAt(at);
    const behind = letters.slice(at + 1);
    const takes = WITH_VALUE.has(letter) || IGNORED_WITH_VALUE.has(letter);
    if (takes) {
      const value = behind === '' ? argument(`-${letter}`, rest) : behind;
      return WITH_VALUE.has(letter) ? [...found, [letter, value]] : found;
    }
    if (letter === 'G' || letter === 'I') found.push([letter, '']);
    else if (!IGNORED.has(letter)) throw new CurlRefusal(`the option -${letter} is not known here`);
  }
  return found;
}

function argument(option: string, rest: string[]): string {
  const value = rest.shift();
  if (value === undefined) throw new CurlRefusal(`the option ${option} needs an argument`);
  return value;
}

function requestsOf(settings: readonly (readonly [string, string])[], readFile: ReadFile): WrittenRequest[] {
  const values = (option: string): string[] => settings.filter(([name]) => name === option).map(([, value]) => value);
  const has = (option: string): boolean => settings.some(([name]) => name === option);
  const headers = values('H').flatMap((line) => headerOf(line));
  const add = (name: string, value: string | undefined): void => {
    if (value === undefined || headers.some(([known]) => known.toLowerCase() === name.toLowerCase())) return;
    headers.push([name, value]);
  };
  const { body, type } = bodyOf(settings, readFile);
  const user = values('u').at(-1);
  const [bearer] = values('oauth2-bearer').slice(-1);
  add('Authorization', user === undefined ? undefined : `Basic ${Buffer.from(user).toString('base64')}`);
  add('Authorization', bearer === undefined ? undefined : `Bearer ${bearer}`);
  add('User-Agent', values('A').at(-1));
  add('Referer', values('e').at(-1));
  // Without an equals sign it would be a file of cookies.
  add(
    'Cookie',
    values('b')
      .filter((cookie) => cookie.includes('='))
      .join('; ') || undefined,
  );
  add('Accept-Encoding', has('compressed') ? 'deflate, gzip, br' : undefined);
  if (has('json')) add('Accept', 'application/json');
  add('Content-Type', type);
  const inQuery = has('G') ? [body?.toString('utf8') ?? ''] : [];
  const query = [...inQuery, ...values('url-query')].filter((part) => part !== '').join('&');
  const sent = has('G') ? undefined : body;
  const method = values('X').at(-1) ?? (has('I') ? 'HEAD' : has('T') ? 'PUT' : sent === undefined ? 'GET' : 'POST');
  const urls = values('url');
  if (urls.length === 0) throw new CurlRefusal('the command has no URL');
  return urls.map((url) => ({
    method,
    url: withQuery(/^https?:\/\//i.test(url) || url.startsWith('/') ? url : `http://${url}`, query),
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  }));
}

function headerOf(line: string): [string, string][] {
  const [, name, value = ''] = /^([^:;]+)[:;]\s*(.*?)\s*$/s.exec(line) ?? [];
  // `Name:` takes a header away that curl would send, `Name;` sends it empty.
  return name === undefined || (value === '' && !line.trimEnd().endsWith(';')) ? [] : [[name.trim(), value]];
}

function withQuery(url: string, query: string): string {
  const [plain = ''] = url.split('#');
  return query === '' ? plain : `${plain}${plain.includes('?') ? '&' : '?'}${query}`;
}

function bodyOf(
  settings: readonly (readonly [string, string])[],
  readFile: ReadFile,
): { body?: Buffer; type?: string } {
  const forms = settings.filter(([name]) => name === 'F' || name === 'form-string');
  if (forms.length > 0) return multipart(forms, readFile);
  const [upload] = settings.filter(([name]) => name === 'T').slice(-1);
  if (upload !== undefined) return { body: readFile(upload[1]) };
  const parts = settings.flatMap(([name, value]): [string, Buffer][] => {
    if (name === 'data-raw') return [[name, Buffer.from(value)]];
    if (name === 'data-urlencode') return [[name, Buffer.from(urlEncoded(value, readFile))]];
    if (name !== 'd' && name !== 'data-binary' && name !== 'json') return [];
    if (!value.startsWith('@')) return [[name, Buffer.from(value)]];
    const bytes = readFile(value.slice(1));
    // -d takes the line ends out of a file.
    return [[name, name === 'd' ? Buffer.from(bytes.toString('latin1').replaceAll(/[\r\n]/g, ''), 'latin1') : bytes]];
  });
  if (parts.length === 0) return {};
  const isJson = parts.some(([name]) => name === 'json');
  const body = Buffer.concat(
    parts.flatMap(([name, bytes], index) => (index === 0 || name === 'json' ? [bytes] : [Buffer.from('&'), bytes])),
  );
  return { body, type: isJson ? 'application/json' : 'application/x-www-form-urlencoded' };
}

/** `content`, `=content`, `name=content`, `@file`, `name@file`. */
function urlEncoded(value: string, readFile: ReadFile): string {
  const at = /^([^=@]*)([=@])([\s\S]*)$/.exec(value);
  if (at === null) return percentEncode(value);
  const [, name = '', sign, content = ''] = at;
  const text = sign === '@' ? readFile(content).toString('utf8') : content;
  return `${name === '' ? '' : `${name}=`}${percentEncode(text)}`;
}

function multipart(forms: readonly (readonly [string, string])[], readFile: ReadFile): { body: Buffer; type: string } {
  const boundary = `------------------------${randomUUID().replaceAll('-', '').slice(0, 22)}`;
  const parts = forms.flatMap(([option, written]) => {
    const equals = written.indexOf('=');
    const name = written.slice(0, equals);
    const [value = '', ...settings] =
      option === 'F' ? written.slice(equals + 1).split(';') : [written.slice(equals + 1)];
    const setting = (key: string): string | undefined =>
      settings
        .find((one) => one.trim().startsWith(`${key}=`))
        ?.trim()
        .slice(key.length + 1)
        .replaceAll('"', '');
    const isFile = option === 'F' && /^[@<]/.test(value);
    const filename = setting('filename') ?? (value.startsWith('@') && isFile ? basename(value.slice(1)) : undefined);
    const type = setting('type') ?? (filename === undefined ? undefined : 'application/octet-stream');
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`;
    return [Buffer.from(head), isFile ? readFile(value.slice(1)) : Buffer.from(value), Buffer.from('\r\n')];
  });
  return {
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
