import { describePath, type Path } from '../model/values/paths.ts';

/** One field in which the recorded answer and the local one are not the same. */
export interface Finding {
  /** `status`, `headers.content-type`, `body`, `body.items[0].id`, `event.requestContext.stage`. */
  readonly field: string;
  /** What was recorded; absent where that side has nothing. */
  readonly recorded?: unknown;
  readonly local?: unknown;
  /** `volatile`: new with every request. `ruled`: a rule of the user accepts it. Both are listed, neither counts. */
  readonly verdict: 'different' | 'volatile' | 'ruled';
  /** Of what is volatile, its kind; of what is ruled, the rule; of a text, the line. */
  readonly why?: string;
}

/** A finding without the sides that have nothing. */
export function finding(
  field: string,
  recorded: unknown,
  local: unknown,
  why?: string,
  verdict: Finding['verdict'] = 'different',
): Finding {
  return {
    field,
    ...(recorded === undefined ? {} : { recorded }),
    ...(local === undefined ? {} : { local }),
    verdict,
    ...(why === undefined ? {} : { why }),
  };
}

/** A finding of something that is volatile when there is a reason, and different when there is none. */
export function judged(field: string, recorded: unknown, local: unknown, whyVolatile: string | undefined): Finding {
  return finding(field, recorded, local, whyVolatile, whyVolatile === undefined ? 'different' : 'volatile');
}

/** `body.items[0].id`. */
export function fieldName(root: string, path: Path): string {
  return path.length === 0 ? root : describePath([root, ...path]);
}
