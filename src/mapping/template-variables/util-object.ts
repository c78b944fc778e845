import { JsonSyntaxError, readJson } from '../json/reader.ts';
import { javaText } from '../json/java-text.ts';
import type { JavaObject, JavaValue } from '../values.ts';
import { checkTextLength } from '../velocity/methods/growth.ts';
import { JavaException } from '../velocity/methods/java-exception.ts';
import { escapeJavaScript } from './escape-javascript.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

type UtilFunction = (text: string) => JavaValue;

/** API Gateway's functions, and none of AppSync's (docs/aws/vtl.md#util). */
const functions: ReadonlyMap<string, UtilFunction> = new Map<string, UtilFunction>([
  ['escapeJavaScript', escapeJavaScript],
  ['parseJson', parseJson],
  ['urlEncode', urlEncode],
  ['urlDecode', urlDecode],
  ['base64Encode', (text) => Buffer.from(text, 'utf8').toString('base64')],
  ['base64Decode', (text) => Buffer.from(text, 'base64').toString('utf8')],
]);

/**
 * `$util`. Its functions take one value, which becomes text as Java prints it: a number, `{a=1}` for a map (docs/aws/vtl.md#util). Without a
 * value they have none either.
 */
export const utilObject: JavaObject = {
  getProperty: () => undefined,
  callMethod(name, args) {
    const [argument] = args;
    if (args.length !== 1 || argument === undefined || argument === null) return undefined;
    const text = javaText(argument);
    checkTextLength(text.length);
    const result = functions.get(name)?.(text);
    if (typeof result === 'string') checkTextLength(result.length);
    return result;
  },
  print: () => '',
};

function parseJson(text: string): JavaValue {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new JavaException('InvalidJsonException', error.message);
    throw error;
  }
}

/** Java's URLEncoder: a blank is `+`, and of the marks only `.-*_` stay (recorded: docs/aws/vtl.md#util). */
function urlEncode(text: string): string {
  return percentEncode(text).replace(/%20|[!'()~]/g, (match) => (match === '%20' ? '+' : percent(match)));
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Java's URLDecoder: bytes that are no UTF-8 become U+FFFD, an incomplete escape is an error. */
function urlDecode(text: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    throw new JavaException('IllegalArgumentException', 'URLDecoder: Incomplete trailing escape (%) pattern');
  }
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
}
