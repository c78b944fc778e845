import { resolve } from 'node:path';
import type { Rule } from '../comparison/rules.ts';
import { Place } from '../sources/config/shape/place.ts';
import { read } from '../sources/config/shape/read.ts';
import { boolean, list, number, record, text } from '../sources/config/shape/shape.ts';
import { Problems } from '../sources/problems/problems.ts';
import { whyUnreadable } from '../sources/problems/unreadable.ts';
import { readYamlDocument } from '../sources/problems/yaml-document.ts';
import type { Problem } from '../model/base/position.ts';
import { readRegularFile } from '../model/base/regular-file.ts';

const ACTIONS = ['ignore', 'match', 'type', 'tolerance', 'exact'] as const;

const shape = record(
  'rules',
  'What may differ between two answers.',
  {
    rules: list(
      'The first that fits decides.',
      record(
        'rule',
        'One rule.',
        {
          field: text('The field as "compare" names it; * any part of a segment, [*] any index, ** anything.', {
            minLength: 1,
          }),
          request: text('Only for these requests: "GET /orders/*".', { minLength: 1 }),
          ignore: boolean('true: the field may differ.'),
          match: text('Regular expression that the whole local value has to match.'),
          type: boolean('true: only the JSON type has to be the same.'),
          tolerance: number('By how much two numbers may differ.', { min: 0 }),
          exact: boolean('true: count what is otherwise recognised as volatile.'),
        },
        ['field'],
      ),
    ),
  },
  ['rules'],
);

/** Reads a file of rules, YAML or JSON. Everything wrong with it is a problem; the rules are then of no use. */
export function readRules(
  name: string,
  cwd: string,
): { readonly rules: readonly Rule[]; readonly problems: readonly Problem[] } {
  const problems = new Problems();
  let source: string;
  try {
    source = readRegularFile(resolve(cwd, name));
  } catch (error) {
    problems.error(`the rules cannot be read: ${whyUnreadable(error, name)}`);
    return { rules: [], problems: problems.list };
  }
  const document = readYamlDocument(source, name, problems);
  if (document.isBroken === true) return { rules: [], problems: problems.list };
  const root = new Place(document, problems);
  const rules = read(shape, document.value, root)?.rules ?? [];
  for (const [index, rule] of rules.entries()) checkRule(rule, root.at('rules', index));
  return { rules, problems: problems.list };
}

function checkRule(rule: Rule, place: Place): void {
  const set = ACTIONS.filter((action) => rule[action] !== undefined && rule[action] !== false);
  if (set.length !== 1) {
    const found = set.length === 0 ? 'none' : set.join(' and ');
    place.keyError(`${place.name} needs exactly one of ${ACTIONS.join(', ')}, found ${found}`);
  }
  if (rule.match === undefined) return;
  try {
    RegExp(rule.match, 's');
  } catch (error) {
    place.at('match').error(`${place.at('match').name} is not a regular expression: ${(error as Error).message}`);
  }
}
