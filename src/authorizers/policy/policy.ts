import { isJsonObject } from '../../model/base/json.ts';
import { PolicyError } from './policy-error.ts';
import type { Decision, PolicyQuestion } from './question.ts';
import { compileStatement } from './statement.ts';
import type { StatementRules } from './statement.ts';

/** A policy document, compiled. An explicit deny wins over every allow; what no statement speaks of is `silent`. */
export interface Policy {
  decide(question: PolicyQuestion): Decision;
}

/** @throws {PolicyError} saying what IAM would not take. */
export function compilePolicy(document: unknown, rules: StatementRules): Policy {
  if (!isJsonObject(document)) throw new PolicyError('the policy document must be a map');
  const { Version: version, Statement: written } = document;
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new PolicyError('Version must be "2012-10-17"');
  }
  if (written === undefined) throw new PolicyError('the policy document needs Statement');
  const list: readonly unknown[] = Array.isArray(written) ? written : [written];
  const statements = list.map((statement) => compileStatement(statement, rules));
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return {
    decide(question) {
      if (denies.some((statement) => statement.applies(question))) return 'deny';
      return allows.some((statement) => statement.applies(question)) ? 'allow' : 'silent';
    },
  };
}

/** What is wrong with a policy document, for those who check definitions; `undefined` when nothing is. */
export function policyProblem(document: unknown, kind: 'identity' | 'resource'): string | undefined {
  try {
    compilePolicy(document, { hasPrincipal: kind === 'resource' });
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
}
