import type { Integration, IntegrationResponse } from '../../../../model/definition/integration.ts';

/** What a route says of where it goes: a function, a URL or an integration, and what may stand beside them. */
export interface WrittenTarget {
  readonly function?: string;
  readonly http?: string;
  readonly integration?: WrittenIntegration;
  readonly payloadFormatVersion?: '1.0' | '2.0';
  readonly timeoutInMillis?: number;
  readonly responseTransferMode?: 'BUFFERED' | 'STREAM';
}

/** What the three kinds of API may write; each allows its part of it. */
export interface WrittenIntegration extends Partial<
  Omit<Integration, 'type' | 'lambda' | 'service' | 'responses' | 'declaredAt'>
> {
  readonly type: Integration['type'];
  readonly responses?: Readonly<Record<string, WrittenResponse>> | readonly WrittenResponse[];
}

/** The pattern stands here in a list, and is the key in a map. */
export interface WrittenResponse extends Partial<IntegrationResponse> {}

/** The key that a response has in a map, and where it stands. */
export interface KeyedResponse {
  readonly at: string | number;
  /** `default` where it has no pattern. */
  readonly key: string;
  readonly response: WrittenResponse;
}

/** The responses of a map, or of a list of a REST integration, in their order. */
export function keyedResponses({ responses = {} }: WrittenIntegration): KeyedResponse[] {
  if (Array.isArray(responses)) {
    return (responses as readonly WrittenResponse[]).map((response, at) => {
      // An empty pattern is what consoles write for none.
      return { at, key: response.selectionPattern || 'default', response };
    });
  }
  return Object.entries(responses).map(([key, response]) => ({ at: key, key, response }));
}
