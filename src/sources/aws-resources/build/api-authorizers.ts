import type { Authorizer } from '../../../model/definition/authorizer.ts';
import { derivedId } from '../../../model/definition/derived-id.ts';
import type { AwsResource } from '../resources.ts';
import type { BuildContext } from './context.ts';
import { declaredAt } from './declared-at.ts';

type RouteRecord = AwsResource<'AWS::ApiGateway::Method'> | AwsResource<'AWS::ApiGatewayV2::Route'>;

/** The authorizers of one API: its own, and stand-ins for those that another stack has. */
export class ApiAuthorizers {
  readonly #own: ReadonlyMap<string, Authorizer>;
  readonly #foreign = new Map<string, Authorizer>();

  /** `own` by the id of their record. */
  constructor(
    own: ReadonlyMap<string, Authorizer>,
    readonly kind: 'rest' | 'http' | 'websocket',
    readonly context: BuildContext,
  ) {
    this.#own = own;
  }

  /** All that the API's routes use, once the routes are built. */
  get byName(): Readonly<Record<string, Authorizer>> {
    return Object.fromEntries(
      [...this.#own.values(), ...this.#foreign.values()].map((authorizer) => [authorizer.name, authorizer]),
    );
  }

  /** The authorizer that a method or route names; `undefined` where AWS would refuse what it names. */
  of(route: RouteRecord): Authorizer | undefined {
    if (route.authorizer !== undefined) return this.#own.get(route.authorizer);
    const written = route.elsewhere.find(({ path }) => path[0] === 'authorizer')?.text;
    return written === undefined || written === '' ? undefined : this.#standIn(written, route);
  }

  /**
   * An authorizer of another stack decides here through a function that the user can give. Until then the routes that it protects answer 501
   * with the reason, and everything else runs.
   */
  #standIn(written: string, route: RouteRecord): Authorizer {
    const known = this.#foreign.get(written);
    if (known !== undefined) return known;
    const type = route.resourceType === 'AWS::ApiGateway::Method' ? 'AWS::ApiGateway::Authorizer' : V2_TYPE;
    const why = `the authorizer ${written} is not part of the input`;
    const lambda = this.context.functions.standIn(`authorizer-${written}`, why);
    if (!this.context.notRun.some(({ id }) => id === written)) {
      const reason = `the authorizer is not part of the input: its routes answer 501 unless functions: has ${lambda.functionName}, a request authorizer`;
      this.context.notRun.push({ id: written, type, reason, ...declaredAt({ declaredAt: route.at(['authorizer']) }) });
    }
    const authorizer: Authorizer = {
      type: 'request',
      name: written,
      id: derivedId('authorizer', written, 6),
      lambda,
      // Without an identity source every request reaches the function, whatever the real authorizer reads.
      identitySources: [],
      ttl: 0,
      payloadFormatVersion: this.kind === 'http' ? '2.0' : '1.0',
      simpleResponses: this.kind === 'http',
      ...declaredAt({ declaredAt: route.at(['authorizer']) }),
    };
    this.#foreign.set(written, authorizer);
    return authorizer;
  }
}

const V2_TYPE = 'AWS::ApiGatewayV2::Authorizer';
