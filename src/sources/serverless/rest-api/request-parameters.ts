import type { Part } from '../service/part.ts';

export interface RequestParameter {
  readonly location: 'querystring' | 'path' | 'header';
  readonly name: string;
  /** `true`, `false`, or a map with `required` and `mappedValue`. */
  readonly part: Part;
  readonly isRequired: boolean;
}

const LOCATIONS = [
  ['querystrings', 'querystring'],
  ['paths', 'path'],
  ['headers', 'header'],
] as const;

/** `request.parameters` of an event: `{ querystrings: { page: true }, paths: { id: true }, headers: { x: { required: false } } }`. */
export function requestParameters(request: Part): readonly RequestParameter[] {
  return LOCATIONS.flatMap(([plural, location]) =>
    request
      .get('parameters')
      .get(plural)
      .entries.map(([name, part]) => ({ location, name, part, isRequired: isRequired(part) })),
  );
}

function isRequired(part: Part): boolean {
  if (typeof part.value !== 'object' || part.value === null) return part.value === true;
  const required = part.get('required');
  return required.exists ? required.value === true : true;
}
