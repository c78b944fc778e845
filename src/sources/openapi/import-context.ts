import type { Problem } from '../../model/base/position.ts';
import type { Problems } from '../problems/problems.ts';
import type { DocumentPlace } from './document/document-place.ts';
import type { ResolvedTexts } from './document/resolved-texts.ts';
import type { OpenApiOptions } from './options.ts';

/** What every reader of one document is handed. */
export interface ImportContext {
  readonly kind: 'rest' | 'http';
  /** OpenAPI 2 and 3 put the same things in different places. */
  readonly version: '2.0' | '3.0';
  readonly root: DocumentPlace;
  readonly options: OpenApiOptions;
  readonly problems: Problems;
  readonly texts: ResolvedTexts;
}

/** Problems without the repetitions that shared parts of a document (anchors, references) give rise to. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ severity, message, position }) => {
    const key = `${severity} ${position?.file}:${position?.line}:${position?.column} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
