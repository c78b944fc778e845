import { get as getHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { parseJson } from '../../model/base/json.ts';
import type { FetchJson } from '../services.ts';

/** Fetches JSON over the network: no redirects, nothing larger than allowed, and all of it within the time. */
export const fetchJson: FetchJson = (url, { timeoutMs, maxBytes }) =>
  new Promise((resolve, reject) => {
    const get = url.startsWith('https:') ? getHttps : getHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const refuse = (error: Error): void => {
      reject(signal.aborted ? new Error(`${url} did not answer within ${timeoutMs} ms`) : error);
    };
    const request = get(url, { headers: { accept: 'application/json' }, signal, agent: false }, (response) => {
      response.on('error', refuse);
      if (response.statusCode === 200) {
        readText(response, maxBytes)
          .then((text) => resolve(parse(text, url)), refuse)
          .catch(refuse);
        return;
      }
      response.resume();
      reject(new Error(`${url} answered with status ${response.statusCode}`));
    });
    request.on('error', refuse);
  });

async function readText(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`the document is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

function parse(text: string, url: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw new Error(`${url} does not answer with JSON`);
  return value;
}
