import type { Readable } from 'node:stream';
import { GatewayError } from './gateway-error.ts';

/**
 * Reads the body of a request whole.
 *
 * @throws {GatewayError} REQUEST_TOO_LARGE over `limit` bytes; BAD_REQUEST when the client leaves before its end.
 */
export async function wholeBody(stream: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // A destroyed request is never read to its end, and the next one on its connection never begins.
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      size += bytes.length;
      if (size > limit) throw tooLarge(limit);
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof GatewayError ? error : incomplete(error);
  }
  return Buffer.concat(chunks, size);
}

export function incomplete(cause: unknown): GatewayError {
  return new GatewayError('BAD_REQUEST', { cause, reason: 'The client went away before its body was complete' });
}

export function tooLarge(limit: number): GatewayError {
  return new GatewayError('REQUEST_TOO_LARGE', { reason: `The body is over ${limit} bytes` });
}
