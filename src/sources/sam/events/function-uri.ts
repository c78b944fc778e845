import type { TemplateMap } from '../../template/template.ts';
import { sub } from '../words/intrinsics.ts';

/** The URI with which API Gateway invokes a function or alias, given as `Ref` or `Fn::GetAtt`. */
export function functionUri(arn: TemplateMap, streams = false): TemplateMap {
  const { Ref: id, 'Fn::GetAtt': attribute } = arn;
  const name = typeof id === 'string' ? id : (attribute as string[]).join('.');
  const [version, end] = streams ? ['2021-11-15', 'response-streaming-invocations'] : ['2015-03-31', 'invocations'];
  return sub(`arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/${version}/functions/\${${name}}/${end}`);
}
