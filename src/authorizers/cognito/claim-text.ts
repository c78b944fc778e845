import type { Claims } from '../jwt/token.ts';

/** Times that REST APIs show as dates; `auth_time` stays a number (docs/aws/rest-api.md#cognito-authorizers). */
const TIMES = new Set(['exp', 'iat']);
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Claims as a REST API shows those of a user pool: every value as text. A list shows its items with commas between them and without brackets,
 * maps such as those of `identities` too (docs/aws/rest-api.md#cognito-authorizers).
 */
export function cognitoClaimTexts(claims: Claims): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (value === null) continue;
    const shown = TIMES.has(name) && typeof value === 'number' ? javaDate(value) : text(value);
    Object.defineProperty(texts, name, { value: shown, enumerable: true, writable: true, configurable: true });
  }
  return texts;
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(text).join(',') : JSON.stringify(value);
}

/** `Thu Jan 01 00:00:00 UTC 1970`, as Java's `Date` prints itself. */
function javaDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())} ${time} UTC ${date.getUTCFullYear()}`;
}
