import { isJsonObject } from '../../model/base/json.ts';
import { compileCondition } from './condition.ts';
import { PolicyError, textList } from './policy-error.ts';
import { compilePrincipal } from './principal.ts';
import type { PolicyQuestion } from './question.ts';
import { fillVariables } from './variables.ts';
import { wildcard } from './wildcard.ts';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  applies(question: PolicyQuestion): boolean;
}

export interface StatementRules {
  /** Resource policies name their principals; policies of an identity do not. */
  readonly hasPrincipal: boolean;
  /** Makes a full ARN of a resource written in short. */
  readonly expandResource?: (resource: string) => string;
  /** Characters that a resource may have. */
  readonly maxResourceLength?: number;
  /**
   * `Action: []` and `Resource: []` name nothing, as in what a Lambda authorizer returns; IAM refuses them in a policy that is attached
   * (docs/aws/rest-api.md#authorizer-outcomes).
   */
  readonly mayNameNothing?: boolean;
}

type Test = (question: PolicyQuestion) => boolean;

/** @throws {PolicyError} where a part is missing, stands beside its opposite, or is not of the form that IAM has. */
export function compileStatement(statement: unknown, rules: StatementRules): Statement {
  if (!isJsonObject(statement)) throw new PolicyError('a statement must be a map');
  const { Effect: effect } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyError('a statement needs Effect: Allow or Deny');
  const tests = [
    ...(rules.hasPrincipal ? [principalTest(statement)] : []),
    either(statement, 'Action', (value, what) => compileActions(value, what, rules)),
    either(statement, 'Resource', (value, what) => compileResources(value, what, rules)),
    compileCondition(statement.Condition),
  ];
  return { effect, applies: (question) => tests.every((test) => test(question)) };
}

/** `Action` or `NotAction`: one of the two. */
function either(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  compile: (value: unknown, what: string) => Test,
): Test {
  const opposite = `Not${name}`;
  const hasBoth = statement[name] !== undefined && statement[opposite] !== undefined;
  if (hasBoth) throw new PolicyError(`a statement has both ${name} and ${opposite}`);
  if (statement[name] !== undefined) return compile(statement[name], name);
  if (statement[opposite] === undefined) throw new PolicyError(`a statement needs ${name} or ${opposite}`);
  const excluded = compile(statement[opposite], opposite);
  return (question) => !excluded(question);
}

function principalTest(statement: Readonly<Record<string, unknown>>): Test {
  if (statement.Principal !== undefined) {
    const isMeant = compilePrincipal(statement.Principal);
    return ({ caller }) => isMeant(caller);
  }
  if (statement.NotPrincipal === undefined) throw new PolicyError('a statement of a resource policy needs Principal');
  const isExcluded = compilePrincipal(statement.NotPrincipal);
  return ({ caller }) => !isExcluded(caller);
}

/** Actions are compared without regard to case, as IAM does. */
function compileActions(value: unknown, what: string, { mayNameNothing }: StatementRules): Test {
  const patterns = textList(value, what, mayNameNothing).map((action) => wildcard(action.toLowerCase()));
  return ({ action }) => {
    const lower = action.toLowerCase();
    return patterns.some((matches) => matches(lower));
  };
}

function compileResources(value: unknown, what: string, rules: StatementRules): Test {
  const { expandResource = (resource: string) => resource, maxResourceLength = Infinity } = rules;
  const tests = textList(value, what, rules.mayNameNothing).map((written): Test => {
    if (written.length > maxResourceLength) {
      throw new PolicyError(`a ${what} has ${written.length} characters; ${maxResourceLength} are allowed`);
    }
    const pattern = expandResource(written);
    if (pattern.includes('${')) {
      return (question) => {
        const filled = fillVariables(pattern, question);
        return filled !== undefined && wildcard(filled)(question.resource);
      };
    }
    const matches = wildcard(pattern);
    return ({ resource }) => matches(resource);
  });
  return (question) => tests.some((test) => test(question));
}
