import type { RunningFault } from '../../../../drills/running-fault.ts';
import type { ApiFacts } from '../api-facts.ts';

/** What `/_gw/faults` answers. */
export interface FaultFacts {
  readonly faults: readonly RunningFault[];
  readonly kinds: Readonly<Record<string, KindFacts>>;
}

export interface KindFacts {
  readonly does: string;
  readonly settings: readonly string[];
}

/** A rule as it is written: what is sent to switch it on. */
export type WrittenRule = Readonly<Record<string, string | number>>;

const WRITTEN = [
  'kind',
  'api',
  'route',
  'function',
  'connection',
  'share',
  'seed',
  'count',
  'duration',
  'milliseconds',
  'jitter',
  'code',
  'errorType',
  'errorMessage',
] as const;

/** A running rule as it could be switched on again. The seed stays, so that its decisions can be repeated. */
export function writtenRule(fault: RunningFault): WrittenRule {
  return Object.fromEntries(
    WRITTEN.flatMap((key) => {
      const value = fault[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** `1 in 20`, `all`. */
export function shareText(share = 1): string {
  if (share >= 1) return 'all';
  const parts = Math.round(1 / share);
  return Math.abs(1 / parts - share) < 0.0001 ? `1 in ${parts}` : `${Math.round(share * 1000) / 10} %`;
}

/** `function-error` as people read it. */
export function kindText(kind: string): string {
  const text = kind.replaceAll('-', ' ').replace('websocket', 'WebSocket');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The rule in emulator.config.yaml. */
export function asConfiguration(rule: WrittenRule): string {
  const lines = Object.entries(rule).map(
    ([key, value], index) => `  ${index === 0 ? '- ' : '  '}${key}: ${scalar(value)}`,
  );
  return ['faults:', ...lines].join('\n');
}

/** As YAML has it: quotes where the text could be read as something else. */
function scalar(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return /^[\w$][\w $/.+-]*$/.test(value) && !/^[\d.]+$|^(?:true|false|null|yes|no)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

/** The command that switches it on. */
export function asCommand({ kind, ...rule }: WrittenRule): string {
  const flags = Object.entries(rule).map(([key, value]) => {
    const flag = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return `--${flag} ${/^[\w./-]+$/.test(String(value)) ? value : `'${String(value).replaceAll("'", String.raw`'\''`)}'`}`;
  });
  return ['npx gw-emulate fault add', kind, ...flags].join(' ');
}

/** Route keys that a rule may name. */
export function routesFor(apis: readonly ApiFacts[], api: string): string[] {
  const meant = apis.filter(({ name }) => api === '' || name === api);
  return [...new Set(meant.flatMap(({ routes }) => routes.map(({ routeKey }) => routeKey)))];
}
