import { boundedTest } from '../model/regex/bounded-regex.ts';
import type { Finding } from './finding.ts';

/** What the user says of fields that may differ. Exactly one of `ignore`, `match`, `type`, `tolerance` and `exact` is set. */
export interface Rule {
  /** As findings name it; `*` stands for any part of one segment, `[*]` for any index, `**` for anything. */
  readonly field: string;
  /** Only for requests whose `METHOD /path` fits; `*` stands for anything. */
  readonly request?: string;
  readonly ignore?: boolean;
  /** Regular expression that the whole local value has to match. */
  readonly match?: string;
  /** Only the JSON type has to be the same. */
  readonly type?: boolean;
  /** By how much two numbers may differ. */
  readonly tolerance?: number;
  /** What is otherwise recognised as volatile counts. */
  readonly exact?: boolean;
}

/** Rules ready to be applied, which know how often each was. */
export class Rules {
  readonly #rules: readonly { readonly rule: Rule; readonly fits: (request: string, field: string) => boolean }[];
  readonly #uses: number[];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.map((rule) => ({ rule, fits: fitting(rule) }));
    this.#uses = rules.map(() => 0);
  }

  /** The findings of one request (`METHOD /path`) with what the rules say of them. The first rule that fits decides. */
  apply(request: string, findings: readonly Finding[]): Finding[] {
    return findings.map((found) => {
      const index = this.#rules.findIndex(({ fits }) => fits(request, found.field));
      const rule = this.#rules[index]?.rule;
      if (rule === undefined) return found;
      this.#uses[index] = (this.#uses[index] ?? 0) + 1;
      return ruled(found, rule);
    });
  }

  /** Rules that no finding met: probably a mistake in the field's name. */
  get unused(): readonly Rule[] {
    return this.#rules.map(({ rule }) => rule).filter((_rule, index) => this.#uses[index] === 0);
  }
}

function ruled(found: Finding, rule: Rule): Finding {
  if (rule.exact === true) return found.verdict === 'volatile' ? { ...found, verdict: 'different' } : found;
  if (found.verdict !== 'different') return found;
  const { recorded, local } = found;
  if (rule.ignore === true) return { ...found, verdict: 'ruled', why: 'ignored' };
  if (rule.match !== undefined) {
    const isMatch =
      local !== undefined && boundedTest(new RegExp(`^(?:${rule.match})$`, 's'), rule.match)(textOf(local));
    return isMatch
      ? { ...found, verdict: 'ruled', why: `matches ${rule.match}` }
      : { ...found, why: `does not match ${rule.match}` };
  }
  if (rule.type === true) {
    const [wanted, is] = [typeOf(recorded), typeOf(local)];
    return wanted === is
      ? { ...found, verdict: 'ruled', why: `both ${wanted}` }
      : { ...found, why: `${wanted} became ${is}` };
  }
  const distance = Math.abs(numberOf(recorded) - numberOf(local));
  const { tolerance = 0 } = rule;
  // Not by a rounding error of the subtraction: 0.3 and 0.2 are 0.1 apart.
  if (distance <= tolerance * (1 + Number.EPSILON * 4))
    return { ...found, verdict: 'ruled', why: `within ${tolerance}` };
  return { ...found, why: Number.isNaN(distance) ? 'not two numbers' : `more than ${tolerance} apart` };
}

/** Names of fields and paths come from answers and recordings: a pattern with many stars is bounded as any other. */
function fitting({ field, request = '*' }: Rule): (request: string, field: string) => boolean {
  const fitsField = boundedTest(globs(field, '[^.[\\]]*'), field);
  const fitsRequest = boundedTest(globs(request, '.*'), request);
  return (wanted, name) => fitsField(name) && fitsRequest(wanted);
}

function globs(pattern: string, star: string): RegExp {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? star : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  // Names of headers have no case.
  return new RegExp(`^${parts.join('')}$`, pattern.startsWith('headers.') ? 'i' : '');
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'array' : typeof value;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function numberOf(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
}
