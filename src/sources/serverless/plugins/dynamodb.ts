import { join } from 'node:path';
import { nearestHint } from '../../problems/nearest.ts';
import type { LocalTables, TableSeed } from '../../../model/definition/local-tables.ts';
import type { Part } from '../service/part.ts';
import type { Service } from '../service/service.ts';
import { isMap } from '../values.ts';

const PLUGINS = ['serverless-dynamodb', 'serverless-dynamodb-local'];
const DEFAULT_PORT = 8000;

/**
 * The tables that serverless-dynamodb and serverless-dynamodb-local create (`start.migrate`) and fill (`start.seed`) before the service
 * starts. The database itself is one of `processes:`, or runs already.
 */
export function localTables(service: Service, folder: string): LocalTables | undefined {
  const { plugins, custom, stage } = service;
  if (!plugins.some((plugin) => PLUGINS.includes(plugin))) return undefined;
  const own = custom.get('serverless-dynamodb');
  const settings = own.exists ? own : custom.get('dynamodb');
  const start = settings.get('start');
  const stages = settings.get('stages');
  if (stages.exists && !stages.items.some(({ value }) => value === stage)) return undefined;
  const migrates = start.get('migrate').value === true;
  const seeds = isSeeded(start.get('seed')) ? seedsOf(settings.get('seed'), start.get('seed'), folder) : [];
  if (!migrates && seeds.length === 0) return undefined;
  const host = start.get('host').text() ?? 'localhost';
  const port = start.get('port').text() ?? String(DEFAULT_PORT);
  return {
    endpoint: `http://${host}:${port}`,
    region: start.get('region').text() ?? 'localhost',
    tables: migrates ? tablesOf(service) : [],
    seeds,
  };
}

function isSeeded({ value }: Part): boolean {
  return value === true || (typeof value === 'string' && value !== '');
}

/** Everything under `seed:`, or the categories that `start.seed` names, separated by commas. */
function seedsOf(seed: Part, wanted: Part, folder: string): readonly TableSeed[] {
  const names = typeof wanted.value === 'string' ? wanted.value.split(',').map((name) => name.trim()) : seed.keys;
  return names.flatMap((name) => {
    const category = seed.get(name);
    if (!category.exists) {
      wanted.error(`${wanted.name} names the seeds "${name}", which seed: does not have`, () =>
        nearestHint(name, seed.keys, 'seeds'),
      );
      return [];
    }
    return category.get('sources').items.flatMap((source) => seedsOfSource(source, folder));
  });
}

function seedsOfSource(source: Part, folder: string): readonly TableSeed[] {
  const table = source.get('table').text();
  if (table === undefined) {
    if (!source.get('table').isUnresolved) source.keyError(`${source.name} needs table:`);
    return [];
  }
  const files = (key: string): readonly string[] =>
    source
      .get(key)
      .items.flatMap((item) => item.text() ?? [])
      .map((file) => join(folder, file));
  return [
    { table, files: files('sources'), isRaw: false },
    { table, files: files('rawsources'), isRaw: true },
  ].filter((seed) => seed.files.length > 0);
}

/** What DynamoDB Local does not know, or what deployments add later. */
const LEFT_OUT = [
  'TimeToLiveSpecification',
  'SSESpecification',
  'PointInTimeRecoverySpecification',
  'DeletionProtectionEnabled',
  'Tags',
  'ContributorInsightsSpecification',
  'KinesisStreamSpecification',
  'ResourcePolicy',
];

function tablesOf({ root }: Service): readonly Readonly<Record<string, unknown>>[] {
  return root
    .get('resources')
    .get('Resources')
    .entries.flatMap(([id, resource]) => {
      if (resource.get('Type').value !== 'AWS::DynamoDB::Table') return [];
      const properties = resource.get('Properties');
      const name = properties.get('TableName');
      if (name.exists && typeof name.value !== 'string') {
        name.warning(
          `the table ${id} is not created here: its name is no text`,
          'Write the name with variables, such as orders-${sls:stage}.',
        );
        return [];
      }
      return isMap(properties.value) ? [createTableInput({ TableName: id, ...properties.value })] : [];
    });
}

/** The properties as `CreateTable` takes them. */
function createTableInput(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const input = Object.fromEntries(Object.entries(properties).filter(([key]) => !LEFT_OUT.includes(key)));
  const stream = input['StreamSpecification'];
  if (isMap(stream)) input['StreamSpecification'] = { ...stream, StreamEnabled: true };
  return input;
}
