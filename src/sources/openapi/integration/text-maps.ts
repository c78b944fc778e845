import type { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import type { Position } from '../../../model/base/position.ts';
import type { ExpressionUse, TextMistake } from '../../problems/text-checks.ts';

/** Where a map stands, for the words of AWS's warning. */
export interface MethodPlace {
  readonly path: string;
  readonly method: string;
}

/**
 * A map of texts such as `requestParameters`. A value that is not text is omitted with AWS's warning (recorded:
 * docs/aws/rest-api-observed.md#openapi-import); CloudFormation's functions count as text.
 */
export function readTextMap(
  fields: Fields,
  name: string,
  method: MethodPlace | undefined,
): readonly (readonly [string, string, DocumentPlace])[] {
  const map = fields.map(name);
  return (map?.entries() ?? []).flatMap(([key, place]) => {
    const { value } = place;
    if (typeof value !== 'string' && !(place.isMap && isIntrinsic(place))) {
      const found = JSON.stringify(value) ?? 'null';
      const where = method ? ` of resource '${method.path}' and method '${method.method}'` : '';
      const expected = `Expected type string for property '${key}'${where} but got '${found.slice(0, 100)}'`;
      fields.context.problems.warning(`Invalid format for '${name}'. ${expected}`, place.position);
      return [];
    }
    const text = fields.context.texts.read(place);
    return text === undefined ? [] : [[key, text, place] as const];
  });
}

/**
 * Media type -> template. `__passthrough__` is how exports write a template that passes the body as it is; an empty one does the same
 * (docs/aws/rest-api-observed.md#response-template).
 */
export function readTemplates(fields: Fields, name: string, method: MethodPlace | undefined): Record<string, string> {
  const templates: Record<string, string> = {};
  for (const [mediaType, text, place] of readTextMap(fields, name, method)) {
    checkMediaType(mediaType, place, fields.context);
    templates[mediaType] = text === '__passthrough__' ? '' : text;
    checkTemplate(text, place, fields.context);
  }
  return templates;
}

/** Recorded: docs/aws/rest-api-observed.md#control-plane-messages. */
export function checkMediaType(mediaType: string, place: DocumentPlace, context: ImportContext): void {
  if (mediaType === '$default' || /^[\w.+*-]+\/[^\s/]+$/.test(mediaType)) return;
  const message = `Validation Result: warnings : [], errors : [Invalid content type specified: ${mediaType}]`;
  context.problems.error(message, place.keyPosition);
}

export function checkExpression(text: string, use: ExpressionUse, place: DocumentPlace, context: ImportContext): void {
  const wrong = context.options.checks?.expression?.(use, text);
  if (wrong !== undefined) context.problems.error(wrong, place.position);
}

function checkTemplate(text: string, place: DocumentPlace, context: ImportContext): void {
  const { checks } = context.options;
  const isAsWritten = typeof place.value === 'string' && text === place.value;
  const positionOf = ({ line, column }: TextMistake): Position | undefined =>
    isAsWritten ? place.document.positionWithin(place.path, line, column) : place.position;
  const mistake = checks?.template?.(text);
  if (mistake) {
    context.problems.error(`the template does not parse: ${mistake.message}`, positionOf(mistake));
    return;
  }
  for (const doubt of checks?.templateDoubts?.(text, undefined) ?? [])
    context.problems.warning(`in the template ${doubt.message}`, positionOf(doubt), doubt.hint);
}

function isIntrinsic(place: DocumentPlace): boolean {
  const [entry, ...others] = place.rawEntries();
  return others.length === 0 && /^(?:Ref|Fn::\w+)$/.test(entry?.[0] ?? '');
}
