import { fail } from '../../model/base/errors.ts';
import type { Fault } from '../../model/definition/fault.ts';
import type { Model } from '../../model/definition/model.ts';
import { Problems } from '../problems/problems.ts';
import { documentFromObject } from '../problems/source-document.ts';
import { buildFault } from './build/settings/faults.ts';
import { fault as shape } from './definition/faults.ts';
import { Place } from './shape/place.ts';
import { read } from './shape/read.ts';

/** Reads one rule that did not come from a file, with the same checks. Throws `FAULT_INVALID` with everything that is wrong. */
export function readFault(input: unknown, model: Model): Fault {
  const problems = new Problems();
  const place = new Place(documentFromObject({ fault: input }), problems).at('fault');
  const written = read(shape, input, place);
  const scope = { apis: model.apis, otherApis: [], functions: Object.keys(model.functions) };
  const fault = written && buildFault(written, place, scope);
  if (fault !== undefined && !problems.hasErrors) return fault;
  const sentences = problems.list.map(({ message, hint }) => `${message}.${hint === undefined ? '' : ` ${hint}`}`);
  throw fail('FAULT_INVALID', sentences.join(' '));
}
