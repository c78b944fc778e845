import { promisify } from 'node:util';
import { brotliDecompress, deflate, gunzip, gzip, inflate, inflateRaw } from 'node:zlib';
import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';

const inflateAny = async (body: Buffer): Promise<Buffer> => {
  try {
    return await promisify(inflate)(body, { maxOutputLength: MAX_PAYLOAD_BYTES });
  } catch (error) {
    if (isTooLarge(error)) throw error;
    // Some clients send the bare format without its two-byte header.
    return promisify(inflateRaw)(body, { maxOutputLength: MAX_PAYLOAD_BYTES });
  }
};

const DECODERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: (body) => promisify(gunzip)(body, { maxOutputLength: MAX_PAYLOAD_BYTES }),
  deflate: inflateAny,
  br: (body) => promisify(brotliDecompress)(body, { maxOutputLength: MAX_PAYLOAD_BYTES }),
};

/** The decoded body; `undefined` when it is not encoded, encoded otherwise, damaged, or too large. */
export async function decodeContent(body: Buffer, encoding: string | undefined): Promise<Buffer | undefined> {
  const decoder = DECODERS[encoding?.trim().toLowerCase() ?? ''];
  if (!decoder || body.length === 0) return undefined;
  return decoder(body).catch(() => undefined);
}

export type DecodedRequest = Buffer | 'unsupported' | 'too-large';

/** A request's body as it was before the client encoded it: gzip, deflate and identity only (docs/aws/rest-api.md#compression). */
export async function decodeRequestBody(body: Buffer, encoding: string): Promise<DecodedRequest> {
  const coding = encoding.trim().toLowerCase();
  if (coding === 'identity' || coding === '') return body;
  const decoder = coding === 'br' ? undefined : DECODERS[coding];
  if (!decoder) return 'unsupported';
  try {
    return await decoder(body);
  } catch (error) {
    return isTooLarge(error) ? 'too-large' : 'unsupported';
  }
}

export type ResponseCoding = 'gzip' | 'deflate';

/** Encodes a response's body. */
export function encodeContent(body: Buffer, coding: ResponseCoding): Promise<Buffer> {
  return coding === 'gzip' ? promisify(gzip)(body) : promisify(deflate)(body);
}

/**
 * The coding that an Accept-Encoding asks for first, if API Gateway knows it (docs/aws/rest-api.md#compression): the highest priority
 * decides, a star alone and a missing header ask for none.
 */
export function preferredCoding(acceptEncoding: string | undefined): ResponseCoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  const wishes = acceptEncoding.split(',').map((wish) => {
    const [coding = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { coding, quality: quality === undefined ? 1 : Number(quality) };
  });
  const [first] = wishes.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  return first?.coding === 'gzip' || first?.coding === 'deflate' ? first.coding : undefined;
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
  );
}
