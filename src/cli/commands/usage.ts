import { join } from 'node:path';
import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import type { Api } from '../../model/definition/api.ts';
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
  const log = new UsageLog(join(model.root, '.gw-emulate', 'usage.jsonl'));
  const rows = model.apis.flatMap((api) => rowsOf(api, log, command.clock));
  const wanted = rows.filter(({ key }) => command.key === undefined || key === command.key);
  if (command.key !== undefined && wanted.length === 0) {
    const known = [...new Set(rows.map(({ key }) => key))].join(', ');
    printFailure(io, `No API key "${command.key}" is in a usage plan with a quota. Known: ${known || 'none'}.`);
    return 1;
  }
  if (command.reset === true) {
    reset(command, log);
    io.stdout(`${wanted.length} quota${wanted.length === 1 ? '' : 's'} reset\n`);
    return 0;
  }
  print(wanted, command, io);
  return 0;
}

function rowsOf(api: Api, log: UsageLog, clock: Clock): UsageRow[] {
  if (api.type === 'http') return [];
  return api.usagePlans.flatMap((plan) =>
    plan.apiKeys.flatMap((key) => {
      if (plan.quota === undefined) return [];
      const { period, used, limit } = quotaState(plan.quota, log.get(api.name, plan.name, key), clock);
      const row = { api: api.name, plan: plan.name, key, period: plan.quota.period, since: period, used };
      return [{ ...row, remaining: Math.max(0, limit - used) }];
    }),
  );
}

function reset({ api, key }: UsageCommand, log: UsageLog): void {
  const ofKey = key === undefined ? {} : { key };
  if (api === undefined) log.reset(ofKey);
  for (const name of api ?? []) log.reset({ api: name, ...ofKey });
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
