import { percentDecode } from '../../model/http/percent-decoding.ts';

/** A path of Lambda's data plane, taken apart. */
export interface FunctionPath {
  readonly operation: 'Invoke' | 'InvokeAsync' | 'InvokeWithResponseStream';
  /** Percent-decoded: a name or an ARN. */
  readonly functionName: string;
  readonly qualifier: string | null;
}

const OPERATIONS: Readonly<Record<string, FunctionPath['operation']>> = {
  '2015-03-31/invocations': 'Invoke',
  '2014-11-13/invoke-async': 'InvokeAsync',
  '2021-11-15/response-streaming-invocations': 'InvokeWithResponseStream',
};

/** `undefined` when the request is no one of the data plane's. */
export function parseFunctionPath(method: string | undefined, url: string): FunctionPath | undefined {
  if (method !== 'POST') return undefined;
  const question = url.indexOf('?');
  const path = question === -1 ? url : url.slice(0, question);
  const [, version, name, action] = /^\/(\d{4}-\d\d-\d\d)\/functions\/([^/]+)\/([a-z-]+)\/?$/.exec(path) ?? [];
  const operation = OPERATIONS[`${version}/${action}`];
  if (operation === undefined || name === undefined) return undefined;
  const query = new URLSearchParams(question === -1 ? '' : url.slice(question));
  return { operation, functionName: percentDecode(name), qualifier: query.get('Qualifier') };
}
