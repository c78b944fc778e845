import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectPresent } from '../words/expect.ts';
import { isGiven, isMap, shown } from '../words/values.ts';

const TYPES: Readonly<Record<string, string>> = { String: 'S', Number: 'N', Binary: 'B' };

/** `AWS::Serverless::SimpleTable` becomes a table with one key. */
export function transformSimpleTable(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  const key = keyOf(id, properties);
  const { ProvisionedThroughput: throughput, TableName: name, SSESpecification: encryption } = properties;
  const made: TemplateMap = {
    AttributeDefinitions: [key],
    KeySchema: [{ AttributeName: key['AttributeName'] ?? 'id', KeyType: 'HASH' }],
    ...(isGiven(throughput) ? { ProvisionedThroughput: throughput } : { BillingMode: 'PAY_PER_REQUEST' }),
    ...(isGiven(name) ? { TableName: name } : {}),
    ...(isGiven(encryption) ? { SSESpecification: encryption } : {}),
  };
  const { DependsOn } = work.resource(id) ?? {};
  work.add(id, id, {
    type: 'AWS::DynamoDB::Table',
    properties: work.positions.copied(properties, made),
    attributes: DependsOn === undefined ? {} : { DependsOn },
  });
}

function keyOf(id: string, { PrimaryKey: key }: TemplateMap): TemplateMap {
  if (!isGiven(key) || !isMap(key)) return { AttributeName: 'id', AttributeType: 'S' };
  const name = expectPresent(key['Name'], { id }, 'PrimaryKey.Name');
  const type = expectPresent(key['Type'], { id }, 'PrimaryKey.Type');
  const short = typeof type === 'string' && Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (short === undefined) {
    throw new ResourceError(id, `Invalid 'Type' "${shown(type)}".`, ['Properties', 'PrimaryKey', 'Type']);
  }
  return { AttributeName: name, AttributeType: short };
}
