import type { Decimal } from '../../json/decimal.ts';
import { compareDecimals, decimalOf, scaled } from '../../json/decimal.ts';
import type { JavaValue } from '../../values.ts';
import type { Check, Report } from '../compiled-schema.ts';
import { messageText } from '../message-text.ts';
import type { KeywordContext } from './keyword.ts';
import { numberOf, positiveNumberOf } from './keyword-values.ts';

export function minimumKeyword(context: KeywordContext): Check {
  const limit = numberOf(context);
  const limitText = messageText(limit);
  const exclusive = context.schema.get('exclusiveMinimum') === true;
  return forNumbers(limit, (order, instance, report) => {
    if (order < 0) {
      report.push(
        `numeric instance is lower than the required minimum (minimum: ${limitText}, found: ${messageText(instance)})`,
      );
    } else if (order === 0 && exclusive) {
      report.push(`numeric instance is not strictly greater than the required minimum ${limitText}`);
    }
  });
}

export function maximumKeyword(context: KeywordContext): Check {
  const limit = numberOf(context);
  const limitText = messageText(limit);
  const exclusive = context.schema.get('exclusiveMaximum') === true;
  return forNumbers(limit, (order, instance, report) => {
    if (order > 0) {
      report.push(
        `numeric instance is greater than the required maximum (maximum: ${limitText}, found: ${messageText(instance)})`,
      );
    } else if (order === 0 && exclusive) {
      report.push(`numeric instance is not strictly lower than the required maximum ${limitText}`);
    }
  });
}

export function multipleOfKeyword(context: KeywordContext): Check {
  const divisor = positiveNumberOf(context);
  const decimal = decimalOf(divisor);
  const divisorText = messageText(divisor);
  return (instance, report) => {
    if (!isNumber(instance) || isMultiple(decimalOf(instance), decimal)) return;
    report.push(`remainder of division is not zero (${messageText(instance)} / ${divisorText})`);
  };
}

/** Compares numeric instances with a limit: `order` is below zero for an instance below it. */
function forNumbers(
  limit: bigint | number,
  judge: (order: number, instance: JavaValue, report: Report) => void,
): Check {
  const decimal = decimalOf(limit);
  return (instance, report) => {
    if (isNumber(instance)) judge(compareDecimals(decimalOf(instance), decimal), instance, report);
  };
}

function isNumber(instance: JavaValue): instance is bigint | number {
  return typeof instance === 'bigint' || typeof instance === 'number';
}

function isMultiple(value: Decimal, divisor: Decimal): boolean {
  const scale = Math.max(value.scale, divisor.scale);
  return scaled(value, scale) % scaled(divisor, scale) === 0n;
}
