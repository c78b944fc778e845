import type { AwsBackend } from '../../integrations/contract.ts';
import type { LocalTables, TableSeed } from '../../model/definition/local-tables.ts';
import { DynamoDbClient, DynamoDbError } from './dynamodb-client.ts';
import { itemOf } from './dynamodb-json.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

/** `BatchWriteItem` takes no more. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const LARGEST_BATCH = 25;

/**
 * Creates the tables that there are not yet, and writes the seeds. What fails becomes a warning: the APIs are served all the same, and
 * handlers say what is missing.
 */
export async function fillTables(tables: LocalTables, aws: AwsBackend, warn: (message: string) => void): Promise<void> {
  const client = new DynamoDbClient(aws, tables.region);
  try {
    for (const table of tables.tables) await createTable(client, table, warn);
    for (const seed of tables.seeds) await writeSeed(client, seed, warn);
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    warn(
      `No DynamoDB answers at ${tables.endpoint}, so that tables and seeds are missing (${error.message}). ` +
        'Start one before, or with processes: in emulator.config.yaml.',
    );
  }
}

async function createTable(
  client: DynamoDbClient,
  table: Readonly<Record<string, unknown>>,
  warn: (message: string) => void,
): Promise<void> {
  const name = String(table['TableName']);
  const hasThroughput = table['ProvisionedThroughput'] !== undefined || table['BillingMode'] !== undefined;
  const answer = await client.call('CreateTable', {
    ...(hasThroughput ? {} : { BillingMode: 'PAY_PER_REQUEST' }),
    ...table,
  });
  if (answer.error === undefined) await client.waitFor(name);
  else if (answer.error !== 'ResourceInUseException') warn(`The table ${name} cannot be created: ${answer.message}`);
}

async function writeSeed(
  client: DynamoDbClient,
  { table, files, isRaw }: TableSeed,
  warn: (message: string) => void,
): Promise<void> {
  for (const file of files) {
    const items = await readItems(file, warn);
    const raw = isRaw ? items : items.map(itemOf);
    for (let from = 0; from < raw.length; from += LARGEST_BATCH) {
      const answer = await client.write(table, raw.slice(from, from + LARGEST_BATCH));
      if (answer.error === undefined) continue;
      warn(`The seeds of ${file} cannot be written to ${table}: ${answer.message}`);
      break;
    }
  }
}

type Item = Readonly<Record<string, unknown>>;

async function readItems(file: string, warn: (message: string) => void): Promise<readonly Item[]> {
  try {
    const content: unknown = JSON.parse(readRegularFile(file));
    return (Array.isArray(content) ? content : [content]) as readonly Item[];
  } catch (error) {
    warn(`The seeds of ${file} cannot be read: ${(error as Error).message}`);
    return [];
  }
}
