import type { ApiModels } from '../../../../model/definition/api-common.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';

type ModelRecord = AwsResource<'AWS::ApiGateway::Model' | 'AWS::ApiGatewayV2::Model'>;

/** Models by name, their schemas as JSON text. */
export function buildModels(records: readonly ModelRecord[], { checks, problems }: BuildContext): ApiModels {
  return Object.fromEntries(
    records.map((record) => {
      const { name = record.id.split('/').at(-1) ?? record.id, contentType = 'application/json', schema } = record;
      const text = typeof schema === 'string' ? schema : JSON.stringify(schema ?? {});
      const mistake = checks.schema?.(text);
      if (mistake !== undefined) {
        problems.warning(`the Schema of the model "${name}" is not valid: ${mistake}`, record.at(['schema']));
      }
      return [name, { contentType, schema: text }];
    }),
  );
}
