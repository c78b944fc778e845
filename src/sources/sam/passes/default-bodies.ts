import { openApiSkeleton, swaggerSkeleton } from '../definition/documents.ts';
import type { Transformation } from '../transformation.ts';
import { isGiven } from '../words/values.ts';

/** APIs without a definition get one, to which events add their paths. */
export function addDefaultBodies(work: Transformation): void {
  for (const id of Object.keys(work.resources)) {
    const type = work.resource(id)?.['Type'];
    if (type !== 'AWS::Serverless::Api' && type !== 'AWS::Serverless::HttpApi') continue;
    const properties = work.propertiesOf(id);
    if (isGiven(properties['DefinitionBody']) || isGiven(properties['DefinitionUri'])) continue;
    properties['DefinitionBody'] = type === 'AWS::Serverless::Api' ? swaggerSkeleton() : openApiSkeleton();
    work.managed.add(id);
  }
}
