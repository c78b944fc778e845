import { javaText } from '../../../json/java-text.ts';
import type { JavaValue } from '../../../values.ts';
import { javaHash } from '../equality.ts';
import { checkTextLength } from '../growth.ts';
import { JavaException } from '../java-exception.ts';
import { javaClassName } from '../java-class.ts';

const specifier = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

interface Specifier {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/**
 * `String.format` for what templates use of it: `%s %S %d %x %X %o %f %e %b %c %h %n %%` with flags, width and precision.
 *
 * @throws {JavaException} where Java throws: a missing argument, one of the wrong class, an unknown conversion.
 */
export function formatText(pattern: string, args: readonly JavaValue[]): string {
  let next = 0;
  return pattern.replace(
    specifier,
    (_all, index?: string, flags = '', width?: string, precision?: string, conversion = '') => {
      const wanted: Specifier = {
        flags,
        width: Number(width ?? 0),
        precision: precision === undefined ? undefined : Number(precision),
        conversion,
      };
      checkTextLength(Math.max(wanted.width, wanted.precision ?? 0) + pattern.length);
      if (conversion === 'n') return '\n';
      if (conversion === '%') return pad('%', wanted);
      const argument = args[index === undefined ? next++ : Number(index) - 1];
      if (argument === undefined)
        throw new JavaException('MissingFormatArgumentException', `Format specifier '${_all}'`);
      return formatOne(argument, wanted);
    },
  );
}

function formatOne(value: JavaValue, wanted: Specifier): string {
  const lower = wanted.conversion.toLowerCase();
  const formatted = pad(convert(value, lower, wanted), wanted);
  return lower === wanted.conversion ? formatted : formatted.toUpperCase();
}

function convert(value: JavaValue, conversion: string, wanted: Specifier): string {
  switch (conversion) {
    case 's':
      return cut(javaText(value), wanted.precision);
    case 'b':
      return cut(String(value === null ? false : typeof value === 'boolean' ? value : true), wanted.precision);
    case 'h':
      return (javaHash(value) >>> 0).toString(16);
    case 'c':
      if (typeof value !== 'bigint') throw mismatch(conversion, value);
      return String.fromCodePoint(Number(value));
    case 'd':
      if (typeof value !== 'bigint') throw mismatch(conversion, value);
      return signed(String(value), wanted);
    case 'x':
    case 'o':
      if (typeof value !== 'bigint') throw mismatch(conversion, value);
      return zeroPadded(
        BigInt.asUintN(javaClassName(value) === 'java.lang.Integer' ? 32 : 64, value).toString(
          conversion === 'x' ? 16 : 8,
        ),
        wanted,
      );
    case 'f':
      if (typeof value !== 'number') throw mismatch(conversion, value);
      return signed(value.toFixed(Math.min(wanted.precision ?? 6, 100)), wanted);
    case 'e':
      if (typeof value !== 'number') throw mismatch(conversion, value);
      return signed(
        value.toExponential(Math.min(wanted.precision ?? 6, 100)).replace(/e([+-])(\d)$/, 'e$10$2'),
        wanted,
      );
    default:
      throw new JavaException('UnknownFormatConversionException', `Conversion = '${wanted.conversion}'`);
  }
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : text.slice(0, precision);
}

function mismatch(conversion: string, value: JavaValue): JavaException {
  return new JavaException('IllegalFormatConversionException', `${conversion} != ${javaClassName(value)}`);
}

function signed(digits: string, wanted: Specifier): string {
  const negative = digits.startsWith('-');
  const [whole = '', fraction] = (negative ? digits.slice(1) : digits).split('.');
  const grouped = wanted.flags.includes(',') ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
  const magnitude = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  if (negative && wanted.flags.includes('(')) return `(${magnitude})`;
  const sign = negative ? '-' : wanted.flags.includes('+') ? '+' : wanted.flags.includes(' ') ? ' ' : '';
  return sign + zeroPadded(magnitude, wanted, sign.length);
}

function zeroPadded(digits: string, wanted: Specifier, taken = 0): string {
  return wanted.flags.includes('0') ? digits.padStart(wanted.width - taken, '0') : digits;
}

function pad(text: string, wanted: Specifier): string {
  return wanted.flags.includes('-') ? text.padEnd(wanted.width) : text.padStart(wanted.width);
}
