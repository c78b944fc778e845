import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { checkTags } from '../functions/check-function.ts';
import { ResourceError } from '../words/errors.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isMap } from '../words/values.ts';

/**
 * `AWS::Serverless::Application` becomes a nested stack. Applications of the Serverless Application Repository lie on AWS only, so those are
 * listed as not run.
 */
export function transformApplication(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  const location = properties['Location'] ?? null;
  checkTags(id, properties['Tags']);
  const isRemote = isMap(location) && !(isIntrinsic(location) && !Object.hasOwn(location, 'ApplicationId'));
  if (isRemote) checkApplication(work, id, location);
  const parameters = properties['Parameters'];
  const made: TemplateMap = {
    TemplateURL: isRemote ? '' : location,
    ...(parameters === undefined ? {} : { Parameters: parameters }),
  };
  work.positions.copied(properties, made);
  work.positions.set(made, 'TemplateURL', work.positions.of(properties, 'Location'));
  const { DependsOn } = work.resource(id) ?? {};
  const notRun = 'an application of the AWS Serverless Application Repository, whose template is only on AWS';
  work.add(id, id, {
    type: 'AWS::CloudFormation::Stack',
    properties: made,
    attributes: {
      ...(DependsOn && { DependsOn }),
      ...(isRemote ? { Metadata: { 'gw-emulate': { notRun } } } : {}),
    },
  });
}

function checkApplication(work: Transformation, id: string, location: TemplateMap): void {
  for (const key of ['ApplicationId', 'SemanticVersion']) {
    const path = ['Properties', 'Location', key];
    if (!Object.hasOwn(location, key)) {
      throw new ResourceError(id, `Resource is missing the required [${key}] property.`, ['Properties', 'Location']);
    }
    const value: TemplateValue = work.resolved(location[key] ?? null);
    if (value === null) {
      const words = key === 'ApplicationId' ? 'is required' : 'cannot be blank';
      throw new ResourceError(id, `Property '${key}' ${words}.`, path);
    }
    if (isMap(value) && !Object.hasOwn(value, 'Fn::FindInMap')) {
      const message = `Property '${key}' cannot be resolved. Only FindInMap and Ref intrinsic functions are supported.`;
      throw new ResourceError(id, message, path);
    }
    if (value === '') throw new ResourceError(id, `Property '${key}' cannot be blank.`, path);
    if (key === 'ApplicationId' && typeof value === 'string' && value.includes('{{resolve:ssm:')) {
      const message =
        "Serverless Application Repostiory does not support dynamic reference in 'ApplicationId' property.";
      throw new ResourceError(id, message, path);
    }
  }
}
