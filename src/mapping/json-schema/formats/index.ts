import { isDateTime } from './date-time.ts';
import { encodedTextProblem, hexTextProblem } from './encoded-texts.ts';
import { isEmail } from './email.ts';
import { isHostname, isIpv4, isIpv6 } from './hosts.ts';
import { isUri } from './uri.ts';

/** What is wrong with a text for a format; `undefined` if nothing is. */
export type Format = (text: string) => string | undefined;

/** The formats that are checked. Any other, `date` and `int32` among them, is not a demand at all. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['base64', encodedTextProblem],
  [
    'date-time',
    verdict(
      isDateTime,
      `is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]`,
    ),
  ],
  ['email', verdict(isEmail, 'is not a valid email address')],
  ['hostname', verdict(isHostname, 'is not a valid hostname')],
  ['ipv4', verdict(isIpv4, 'is not a valid IPv4 address')],
  ['ipv6', verdict(isIpv6, 'is not a valid IPv6 address')],
  ['json-pointer', verdict(isJsonPointer, 'is not a valid JSON Pointer', 'input string')],
  ['mac', verdict(isMacAddress, 'is not a valid MAC address', 'input string')],
  ['md5', hexTextProblem(32)],
  ['regex', verdict(isRegex, 'is not a valid ECMA 262 regular expression')],
  ['sha1', hexTextProblem(40)],
  ['sha256', hexTextProblem(64)],
  ['sha512', hexTextProblem(128)],
  ['uri', verdict(isUri, 'is not a valid URI')],
  ['uuid', verdict(isUuid, 'is not a valid UUID', 'input string')],
]);

function verdict(isValid: (text: string) => boolean, problem: string, subject = 'string'): Format {
  return (text) => (isValid(text) ? undefined : `${subject} "${text}" ${problem}`);
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}

/** The validator takes any letter for a hexadecimal digit here. */
function isMacAddress(text: string): boolean {
  return /^[A-Za-z0-9]{2}(?::[A-Za-z0-9]{2}){5}$/.test(text);
}

/** Java's UUID reader: five hexadecimal numbers of any length up to 36 characters in all. */
function isUuid(text: string): boolean {
  return text.length <= 36 && /^[0-9a-fA-F]+(?:-[0-9a-fA-F]+){4}$/.test(text);
}
