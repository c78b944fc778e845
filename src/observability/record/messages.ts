import { isUtf8 } from 'node:buffer';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';

/** A message's head and body as plain data. */
export interface RequestRecord {
  readonly method: string;
  /** As sent: percent-encoded, with the stage. */
  readonly path: string;
  /** What followed the `?`, as sent. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | null;
  /** The body is no UTF-8 and stands here in base64. */
  readonly isBase64Encoded?: true;
  /** Only the first part of the body is here. */
  readonly truncated?: true;
  readonly sourceIp: string;
}

export interface ResponseRecord extends Pick<RequestRecord, 'headers' | 'body' | 'isBase64Encoded' | 'truncated'> {
  readonly statusCode: number;
}

export function requestRecord(request: ClientRequest, maxBody: number): RequestRecord {
  const { method, rawPath, rawQuery, headers, body, sourceIp } = request;
  const sent = Buffer.isBuffer(body) ? body : null;
  return { method, path: rawPath, query: rawQuery, headers, ...bodyRecord(sent, maxBody), sourceIp };
}

export function responseRecord({ statusCode, headers, body }: ClientResponse, maxBody: number): ResponseRecord {
  const sent = typeof body === 'string' || Buffer.isBuffer(body) ? body : null;
  return { statusCode, headers, ...bodyRecord(sent, maxBody) };
}

type BodyRecord = Pick<RequestRecord, 'body' | 'isBase64Encoded' | 'truncated'>;

function bodyRecord(body: Buffer | string | null, maxBody: number): BodyRecord {
  if (body === null) return { body: null };
  if (typeof body === 'string' || isUtf8(body)) {
    const text = typeof body === 'string' ? body : body.toString('utf8');
    return text.length > maxBody ? { body: text.slice(0, maxBody), truncated: true } : { body: text };
  }
  const kept = body.length > maxBody ? body.subarray(0, maxBody) : body;
  const record = { body: kept.toString('base64'), isBase64Encoded: true } as const;
  return kept.length < body.length ? { ...record, truncated: true } : record;
}
