/** A body as events carry it. */
export interface EventBody {
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/**
 * Observed as text; everything else that is not `text/*` arrives in base64, urlencoded forms and `+json` types included
 * (docs/aws/http-api.md#text-or-base64).
 */
const TEXT_TYPES: ReadonlySet<string> = new Set([
  'application/graphql',
  'application/javascript',
  'application/json',
  'application/xml',
]);

/** Bytes that are not UTF-8 become U+FFFD in a text body (unproven). */
export function eventBody(bytes: Buffer, contentType: string | undefined): EventBody {
  return isTextType(contentType)
    ? { body: bytes.toString('utf8'), isBase64Encoded: false }
    : { body: bytes.toString('base64'), isBase64Encoded: true };
}

function isTextType(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const name = type.trim();
  if (!name.startsWith('text/') && !TEXT_TYPES.has(name)) return false;
  return parameters.every(isHarmless);
}

/** Observed: `charset=utf-8` is text, `charset=iso-8859-1` is not. Other character sets were not measured and go the second way. */
function isHarmless(parameter: string): boolean {
  const charset = /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1];
  return charset === undefined || charset === 'utf-8';
}
