import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fillTables } from '../../../src/emulator/tables/local-tables.ts';
import { type AwsBackend, type AwsServiceRequest, BackendError } from '../../../src/integrations/contract.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

type Answer = { readonly status?: number; readonly body: object };

/** A DynamoDB that notes the calls and answers as it is told; `DescribeTable` says that the table is there. */
function database(answers: Readonly<Record<string, Answer>> = {}): { aws: AwsBackend; calls: [string, unknown][] } {
  const calls: [string, unknown][] = [];
  const aws: AwsBackend = {
    call({ action = '', body }: AwsServiceRequest) {
      calls.push([action, JSON.parse(String(body))]);
      const usual: Answer = action === 'DescribeTable' ? { body: { Table: { TableStatus: 'ACTIVE' } } } : { body: {} };
      const answer = answers[action] ?? usual;
      return Promise.resolve({
        statusCode: answer.status ?? 200,
        headers: [],
        body: Buffer.from(JSON.stringify(answer.body)),
      });
    },
  };
  return { aws, calls };
}

const endpoint = 'http://localhost:8000';

test('tables are created, and awaited, before plain and raw seeds are written', async () => {
  const folder = temporaryFolder('seeds');
  writeFileSync(
    join(folder, 'plain.json'),
    '[{ "id": "1", "n": 5, "ok": true, "none": null, "list": ["a"], "map": { "b": 1.5 } }]',
  );
  writeFileSync(join(folder, 'raw.json'), '{ "id": { "S": "2" } }');
  const { aws, calls } = database();
  const warnings: string[] = [];
  const files = (name: string): string[] => [join(folder, name)];
  await fillTables(
    {
      endpoint,
      region: 'localhost',
      tables: [
        { TableName: 'orders', KeySchema: [] },
        { TableName: 'paid', ProvisionedThroughput: { ReadCapacityUnits: 1 } },
      ],
      seeds: [
        { table: 'orders', files: files('plain.json'), isRaw: false },
        { table: 'orders', files: files('raw.json'), isRaw: true },
      ],
    },
    aws,
    (message) => warnings.push(message),
  );
  expect(warnings).toEqual([]);
  expect(calls).toEqual([
    ['CreateTable', { BillingMode: 'PAY_PER_REQUEST', TableName: 'orders', KeySchema: [] }],
    ['DescribeTable', { TableName: 'orders' }],
    ['CreateTable', { TableName: 'paid', ProvisionedThroughput: { ReadCapacityUnits: 1 } }],
    ['DescribeTable', { TableName: 'paid' }],
    [
      'BatchWriteItem',
      {
        RequestItems: {
          orders: [
            {
              PutRequest: {
                Item: {
                  id: { S: '1' },
                  n: { N: '5' },
                  ok: { BOOL: true },
                  none: { NULL: true },
                  list: { L: [{ S: 'a' }] },
                  map: { M: { b: { N: '1.5' } } },
                },
              },
            },
          ],
        },
      },
    ],
    ['BatchWriteItem', { RequestItems: { orders: [{ PutRequest: { Item: { id: { S: '2' } } } }] } }],
  ]);
});

test('more than 25 items are written in several batches', async () => {
  const folder = temporaryFolder('seeds');
  const file = join(folder, 'many.json');
  writeFileSync(file, JSON.stringify(Array.from({ length: 51 }, (_, id) => ({ id: String(id) }))));
  const { aws, calls } = database();
  await fillTables(
    { endpoint, region: 'r', tables: [], seeds: [{ table: 't', files: [file], isRaw: false }] },
    aws,
    () => {},
  );
  expect(calls.map(([, input]) => (input as { RequestItems: { t: unknown[] } }).RequestItems.t.length)).toEqual([
    25, 25, 1,
  ]);
});

test('a table that is there already is no problem; one that is refused and seeds that cannot be read are warnings', async () => {
  const of = async (type: string): Promise<string[]> => {
    const { aws } = database({
      CreateTable: { status: 400, body: { __type: `com.amazonaws#${type}`, message: 'no' } },
    });
    const warnings: string[] = [];
    const seeds = [{ table: 't', files: ['/nowhere/x.json'], isRaw: false }];
    await fillTables({ endpoint, region: 'r', tables: [{ TableName: 't' }], seeds }, aws, (message) =>
      warnings.push(message),
    );
    return warnings;
  };
  expect(await of('ResourceInUseException')).toEqual([
    expect.stringContaining('The seeds of /nowhere/x.json cannot be read: ENOENT'),
  ]);
  expect((await of('ValidationException'))[0]).toBe('The table t cannot be created: no');
});

test('where no DynamoDB answers, one warning says how to start one', async () => {
  const aws: AwsBackend = { call: () => Promise.reject(new BackendError('unreachable', 'connection refused')) };
  const warnings: string[] = [];
  const tables = [{ TableName: 'a' }, { TableName: 'b' }];
  await fillTables({ endpoint, region: 'r', tables, seeds: [] }, aws, (message) => warnings.push(message));
  expect(warnings).toEqual([
    'No DynamoDB answers at http://localhost:8000, so that tables and seeds are missing (connection refused). Start one before, or with processes: in emulator.config.yaml.',
  ]);
});
