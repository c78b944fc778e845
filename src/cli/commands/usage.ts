import { join } from 'node:path';
import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import {
  type KeyQuota,
  ownQuotas,
  quotasOf,
  sharedQuotas,
  type UsedQuotas,
} from '../../emulator/quotas/used-quotas.ts';
import { openSharedState } from '../../emulator/shared/open-shared-state.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { QuotaPeriod } from '../../traffic/quota-period.ts';
import { quotaState } from '../../traffic/quota-state.ts';
import { UsageLog } from '../../traffic/usage-log.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';
import { table } from '../print/table.ts';

export interface UsageCommand extends DefinitionOptions {
  /** Forget what was used, by the APIs of `api` (or all) and the key of `key` (or all). A running emulator takes it over. */
  readonly reset?: boolean;
  /** Name of an API key. */
  readonly key?: string;
  readonly json?: boolean;
  readonly clock: Clock;
}

export interface UsageRow {
  readonly api: string;
  readonly plan: string;
  readonly key: string;
  readonly period: QuotaPeriod;
  /** First day of the period, `2026-11-01`. */
  readonly since: string;
  readonly used: number;
  readonly remaining: number;
}

/** `gw-emulate usage`: what each API key has used of its plan's quota in the current period, and what is left. */
export async function runUsage(command: UsageCommand, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(command);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const { quotas, close } = await usedQuotas(model, io);
  try {
    return await show(model, quotas, command, io);
  } finally {
    await close();
  }
}

/** Of the project's own file, or of the state that it shares. */
async function usedQuotas(model: Model, io: Io): Promise<{ quotas: UsedQuotas; close: () => Promise<void> }> {
  const warning = (message: string): void => io.stderr(`${message}\n`);
  const shared = await openSharedState(model, { observer: { warning } });
  if (shared !== undefined) return { quotas: sharedQuotas(shared.limits, () => model), close: () => shared.close() };
  const log = new UsageLog(join(model.root, '.gw-emulate', 'usage.jsonl'), warning);
  return { quotas: ownQuotas(() => log), close: () => Promise.resolve(log.close()) };
}

async function show(model: Model, quotas: UsedQuotas, command: UsageCommand, io: Io): Promise<number> {
  const rows = await Promise.all(quotasOf(model).map((quota) => rowOf(quota, quotas, command.clock)));
  const wanted = rows.filter(({ key }) => command.key === undefined || key === command.key);
  if (command.key !== undefined && wanted.length === 0) {
    const known = [...new Set(rows.map(({ key }) => key))].join(', ');
    printFailure(io, `No API key "${command.key}" is in a usage plan with a quota. Known: ${known || 'none'}.`);
    return 1;
  }
  if (command.reset === true) {
    await reset(command, quotas);
    io.stdout(`${wanted.length} quota${wanted.length === 1 ? '' : 's'} reset\n`);
    return 0;
  }
  print(wanted, command, io);
  return 0;
}

async function rowOf({ api, plan, key, quota }: KeyQuota, quotas: UsedQuotas, clock: Clock): Promise<UsageRow> {
  const found = await quotas.used({ api, plan, key });
  if (found === 'unreachable') throw fail('SHARED_STATE_SILENT');
  const { period, used, limit } = quotaState(quota, found.record, clock);
  return { api, plan, key, period: quota.period, since: period, used, remaining: Math.max(0, limit - used) };
}

async function reset({ api, key }: UsageCommand, quotas: UsedQuotas): Promise<void> {
  const ofKey = key === undefined ? {} : { key };
  const filters = api === undefined ? [ofKey] : api.map((name) => ({ api: name, ...ofKey }));
  for (const filter of filters) if (!(await quotas.forget(filter))) throw fail('SHARED_STATE_SILENT');
}

function print(rows: readonly UsageRow[], { json }: UsageCommand, io: Io): void {
  if (json === true) {
    for (const row of rows) io.stdout(`${JSON.stringify(row)}\n`);
    return;
  }
  if (rows.length === 0) {
    io.stdout('No usage plan has a quota.\n');
    return;
  }
  const [head = '', ...lines] = table([
    ['API', 'plan', 'key', 'period', 'since', 'used', 'remaining'],
    ...rows.map((row) => [row.api, row.plan, row.key, row.period, row.since, String(row.used), String(row.remaining)]),
  ]);
  io.stdout(`${[io.paint('dim', head), ...lines].join('\n')}\n`);
}
