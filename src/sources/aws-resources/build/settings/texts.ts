import type { Position } from '../../../../model/base/position.ts';
import type { ExpressionUse, TextMistake } from '../../../problems/text-checks.ts';
import type { FieldPath } from '../../resources.ts';
import type { BuildContext } from '../context.ts';

interface Holder {
  readonly at: (path: FieldPath, side?: 'key' | 'value') => Position | undefined;
}

type Texts = Readonly<Record<string, string>> | undefined;

/**
 * Templates that do not parse are said at load, with the place of the template, and what of the others is probably a mistake. On AWS they
 * fail when they run, so these are warnings.
 */
export function checkTemplates(
  templates: Texts,
  record: Holder,
  path: FieldPath,
  { checks, problems }: BuildContext,
): void {
  for (const [key, template] of Object.entries(templates ?? {})) {
    const place = record.at([...path, key]);
    const mistake = checks.template?.(template);
    if (mistake !== undefined) {
      problems.warning(`the template for ${key} does not parse: ${mistake.message} (${whereIn(mistake)})`, place);
      continue;
    }
    // Which stage runs it, and so which stage variables there are, is not known here.
    for (const doubt of checks.templateDoubts?.(template, undefined) ?? []) {
      problems.warning(`in the template for ${key} ${doubt.message} (${whereIn(doubt)})`, place, doubt.hint);
    }
  }
}

function whereIn({ line, column }: TextMistake): string {
  return `line ${line}, column ${column} of the template`;
}

export function checkMappings(
  mappings: Texts,
  use: ExpressionUse,
  record: Holder,
  path: FieldPath,
  { checks, problems }: BuildContext,
): void {
  for (const [key, value] of Object.entries(mappings ?? {})) {
    const mistake = key.startsWith('remove:') ? undefined : checks.expression?.(use, value);
    if (mistake !== undefined) problems.warning(`${key} cannot be mapped: ${mistake}`, record.at([...path, key]));
  }
}

export function checkPattern(
  pattern: string | undefined,
  record: Holder,
  path: FieldPath,
  context: BuildContext,
): void {
  const mistake = pattern === undefined ? undefined : context.checks.pattern?.(pattern);
  if (mistake !== undefined) {
    context.problems.warning(`the pattern "${pattern}" is not a regular expression: ${mistake}`, record.at(path));
  }
}
