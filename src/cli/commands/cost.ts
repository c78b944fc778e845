import { resolve } from 'node:path';
import { isJsonObject } from '../../model/base/json.ts';
import { readNamedFile } from '../../model/base/regular-file.ts';
import { type Bill, billOf, meteredOf, priceListOf, pricedRegions, readUsage } from '../../observability/cost/index.ts';
import { readYamlDocument } from '../../sources/problems/yaml-document.ts';
import { Problems } from '../../sources/problems/problems.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';
import { table } from '../print/table.ts';

export interface CostCommand {
  /** A file that describes a month's usage, JSON or YAML. */
  readonly usage: string;
  /** Instead of the file's region. */
  readonly region?: string;
  readonly json?: boolean;
}

/** `gw-emulate cost --usage FILE`: what a described month costs on AWS. 1 where the file is at fault, 2 for a Region without prices. */
export async function runCost(command: CostCommand, io: Io): Promise<number> {
  if (command.region !== undefined && priceListOf(command.region) === undefined) {
    printFailure(io, `There is no price list of ${command.region}. There are: ${pricedRegions.join(', ')}.`);
    return 2;
  }
  const described = readFile(command.usage, io);
  if (described === undefined) return 1;
  const over = command.region === undefined ? {} : { region: command.region };
  const { usage, problems } = readUsage(isJsonObject(described) ? { ...described, ...over } : described);
  if (usage === undefined) {
    for (const problem of problems) printFailure(io, `${command.usage}: ${problem}.`);
    return 1;
  }
  const list = priceListOf(usage.region);
  if (list === undefined) return 1;
  const bill = billOf(meteredOf(usage), list, usage.freeTier);
  io.stdout(command.json === true ? `${JSON.stringify(bill)}\n` : billText(bill, io));
  return 0;
}

function readFile(file: string, io: Io): unknown {
  let text: string;
  try {
    text = readNamedFile(resolve(io.cwd, file));
  } catch (error) {
    printFailure(io, `${file} cannot be read: ${(error as Error).message}.`);
    return undefined;
  }
  const problems = new Problems();
  const { value } = readYamlDocument(text, file, problems);
  if (!problems.hasErrors) return value ?? {};
  printProblems(problems.list, io);
  return undefined;
}

/** The bill as a table; amounts with as many digits as they need to be more than nothing. */
export function billText(bill: Bill, io: Io): string {
  const rows = bill.items.map(({ service, item, quantity, free, unit, cost, approximate }) => [
    service,
    item,
    `${number(quantity)} ${unit}`,
    free > 0 ? number(free) : '',
    `${dollars(cost)}${approximate === true ? ' (approximate)' : ''}`,
  ]);
  const [head = '', ...lines] = table([['service', 'item', 'quantity', 'free', 'USD'], ...rows]);
  const prices = `Prices of ${bill.region}, collected ${bill.pricesOf}, without tax; free tier ${bill.freeTier ? 'applied' : 'not applied'}.`;
  return [io.paint('dim', head), ...lines, '', `  total ${dollars(bill.total)} USD`, '', `  ${prices}`, ''].join('\n');
}

function dollars(amount: number): string {
  if (amount === 0 || amount >= 0.01) return amount.toFixed(2);
  return amount.toPrecision(2);
}

/** Two digits of what would round to nothing. */
const number = (value: number): string =>
  value > 0 && value < 0.01 ? value.toPrecision(2) : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
