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
  readonly responses?: Readonly<Record<string, WrittenResponse>>;
}

export interface WrittenResponse extends Partial<Omit<IntegrationResponse, 'selectionPattern'>> {}
