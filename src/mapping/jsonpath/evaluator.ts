import { readPermissiveJson } from '../json/permissive-reader.ts';
import type { JavaMap, JavaValue } from '../values.ts';
import { JavaList, JsonList } from '../values.ts';
import { spendWork } from '../work-limit.ts';
import { filterAccepts } from './filter-evaluator.ts';
import { callFunction } from './path-functions.ts';
import { JsonPathEvaluationError } from './jsonpath-error.ts';
import type { Parameter, ParsedPath, Token } from './path-tokens.ts';
import { isDefiniteToken } from './path-tokens.ts';

/** A path through values that a template has knotted together, or doubled many times, ends after this many steps. */
const MAX_STEPS = 5_000_000;

/** Deeper than any JSON that is read. */
const MAX_SCAN_DEPTH = 1000;

export interface Options {
  /** Missing properties end the evaluation even below an indefinite token: how a filter checks that a path exists. */
  readonly requireProperties: boolean;
}

/**
 * What the path finds below `start` (`root` is the document, for paths in filters and functions); `undefined` when nothing is found.
 *
 * @throws {JsonPathEvaluationError}
 */
export function evaluatePath(
  path: ParsedPath,
  start: JavaValue,
  root: JavaValue = start,
  options: Options = { requireProperties: false },
): JavaValue | undefined {
  return new Evaluation(path.tokens, root, options).run(start);
}

/** False when the path is not found and the whole evaluation ends; true also when a token just finds nothing. */
type GoOn = boolean;

class Evaluation {
  readonly #tokens: readonly Token[];
  readonly #root: JavaValue;
  readonly #options: Options;
  readonly #results: JavaValue[] = [];
  readonly #definite: readonly boolean[];
  #steps = 0;

  constructor(tokens: readonly Token[], root: JavaValue, options: Options) {
    this.#tokens = tokens;
    this.#root = root;
    this.#options = options;
    this.#definite = tokens.map((_token, index) => isDefiniteToken(tokens, index));
  }

  run(start: JavaValue): JavaValue | undefined {
    if (!this.#step(0, start)) return undefined;
    return this.#definite.includes(false) ? new JsonList(this.#results) : this.#results.at(-1);
  }

  #step(index: number, model: JavaValue): GoOn {
    spendWork(1);
    if (++this.#steps > MAX_STEPS) throw new JsonPathEvaluationError('it takes too many steps');
    const token = this.#tokens[index];
    switch (token?.kind) {
      case 'property':
        return this.#stepProperty(index, token.names, model);
      case 'index':
        if (!(model instanceof JavaList)) return this.#refuse(index);
        return token.indexes.every((position) => this.#stepElement(index, model, position));
      case 'slice':
        return this.#stepSlice(index, token, model);
      case 'wildcard':
        return this.#stepWildcard(index, model);
      case 'scan':
        if (index === this.#tokens.length - 1)
          throw new JsonPathEvaluationError('nothing follows ".." that could be looked for');
        return this.#scan(index + 1, model, 0);
      case 'filter':
        return this.#stepFilter(index, token, model);
      case 'function':
        return this.#stepFunction(index, token, model);
      default:
        this.#results.push(model);
        return true;
    }
  }

  /** A value of the wrong kind: not found when exactly one was wanted, otherwise nothing of interest. */
  #refuse(index: number): GoOn {
    return this.#definite.slice(0, index).includes(false);
  }

  #stepProperty(index: number, names: readonly string[], model: JavaValue): GoOn {
    if (!(model instanceof Map)) return this.#refuse(index);
    if (names.length > 1 && index === this.#tokens.length - 1) return this.#mergeProperties(names, model);
    return names.every((name) => this.#stepMember(index, model, name));
  }

  #stepMember(index: number, model: JavaMap, name: string): GoOn {
    const value = model.get(name);
    if (value !== undefined) return this.#step(index + 1, value);
    if (this.#options.requireProperties) return false;
    return index === this.#tokens.length - 1 || this.#refuse(index + 1);
  }

  #mergeProperties(names: readonly string[], model: JavaMap): GoOn {
    const merged: JavaMap = new Map();
    for (const name of names) {
      const value = model.get(name);
      if (value !== undefined) merged.set(name, value);
      else if (this.#options.requireProperties) return false;
    }
    this.#results.push(merged);
    return true;
  }

  #stepElement(index: number, list: JavaList, position: number): GoOn {
    const element = list.items.at(position);
    return element === undefined || this.#step(index + 1, element);
  }

  #stepSlice(index: number, slice: { from: number | undefined; to: number | undefined }, model: JavaValue): GoOn {
    if (!(model instanceof JavaList)) return this.#refuse(index);
    const { length } = model.items;
    const { from, to } = slice;
    // Jayway counts a negative end from the back only when there is no beginning, and runs from a negative beginning through zero.
    const end = to === undefined ? length : Math.min(length, from === undefined && to < 0 ? length + to : to);
    const begin = from === undefined ? 0 : to === undefined && from < 0 ? length + from : from;
    const first = to === undefined ? Math.max(0, begin) : Math.max(-length, begin);
    for (let position = first; position < end; position++) {
      if (!this.#stepElement(index, model, position)) return false;
    }
    return true;
  }

  #stepWildcard(index: number, model: JavaValue): GoOn {
    if (model instanceof Map) {
      for (const value of model.values()) if (!this.#step(index + 1, value)) return false;
    }
    if (model instanceof JavaList) {
      for (const element of model.items)
        if (!this.#step(index + 1, element) && this.#options.requireProperties) return false;
    }
    return true;
  }

  #stepFilter(index: number, token: Token & { kind: 'filter' }, model: JavaValue): GoOn {
    if (model instanceof Map) return !this.#accepts(token, model) || this.#step(index + 1, model);
    if (model instanceof JavaList) {
      return model.items.every((element) => !this.#accepts(token, element) || this.#step(index + 1, element));
    }
    if (this.#refuse(index)) return true;
    throw new JsonPathEvaluationError('a filter can only be applied to objects and lists');
  }

  #accepts(token: Token & { kind: 'filter' }, item: JavaValue): boolean {
    spendWork(1);
    return filterAccepts(token.condition, item, this.#root, evaluatePath);
  }

  /** Applies the token at `index` to everything below `model` that it could apply to, `model` included. */
  #scan(index: number, model: JavaValue, depth: number): GoOn {
    spendWork(1);
    if (depth > MAX_SCAN_DEPTH)
      throw new JsonPathEvaluationError(`the document nests deeper than ${MAX_SCAN_DEPTH} levels`);
    if (++this.#steps > MAX_STEPS) throw new JsonPathEvaluationError('it takes too many steps');
    if (model instanceof Map) {
      if (this.#scanApplies(index, model) && !this.#step(index, model)) return false;
      for (const value of model.values()) if (!this.#scan(index, value, depth + 1)) return false;
    }
    if (model instanceof JavaList) {
      if (this.#scanApplies(index, model) && !this.#step(index, model)) return false;
      for (const element of model.items) if (!this.#scan(index, element, depth + 1)) return false;
    }
    return true;
  }

  #scanApplies(index: number, model: JavaMap | JavaList): boolean {
    const token = this.#tokens[index];
    switch (token?.kind) {
      case 'property':
        if (!(model instanceof Map)) return false;
        return this.#definite[index] === false || token.names.every((name) => model.has(name));
      case 'index':
      case 'slice':
        return model instanceof JavaList;
      case 'wildcard':
        return true;
      case 'filter':
        return this.#accepts(token, model);
      default:
        return false;
    }
  }

  #stepFunction(index: number, token: Token & { kind: 'function' }, model: JavaValue): GoOn {
    const parameters: (JavaValue | undefined)[] = [];
    for (const parameter of token.parameters) {
      const value = this.#evaluateParameter(token.name, parameter, model);
      if (value === undefined && 'path' in parameter) return false;
      parameters.push(value);
    }
    const result = callFunction(token.name, model, parameters);
    // The result counts even when more tokens follow.
    this.#results.push(result);
    return index === this.#tokens.length - 1 || this.#step(index + 1, result);
  }

  #evaluateParameter(name: string, parameter: Parameter, model: JavaValue): JavaValue | undefined {
    if ('json' in parameter) return readJsonParameter(parameter.json);
    const found = evaluatePath(parameter.path, this.#root);
    if ((name !== 'length' && name !== 'size') || parameter.path.tokens.at(-1)?.kind === 'function') return found;
    return this.#childrenToCount(parameter.path, model);
  }

  /** length(path) counts what is found below the path; of a definite path Jayway has only the last child left by then. */
  #childrenToCount({ root, tokens }: ParsedPath, model: JavaValue): JavaValue | undefined {
    const children = evaluatePath({ root, tokens: [...tokens, { kind: 'wildcard' }] }, model);
    const isDefinite = tokens.every((_token, index) => isDefiniteToken(tokens, index));
    return isDefinite && children instanceof JavaList ? children.items.at(-1) : children;
  }
}

function readJsonParameter(text: string): JavaValue {
  try {
    return readPermissiveJson(text);
  } catch (cause) {
    throw new JsonPathEvaluationError(
      `a parameter is not JSON (${cause instanceof Error ? cause.message : String(cause)})`,
    );
  }
}
