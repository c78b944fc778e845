import type { Position } from '../../../../model/base/position.ts';

export interface AccessFacts {
  readonly keys: readonly KeyFacts[];
  readonly credentials: readonly {
    readonly name: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly userArn: string;
    readonly position?: Position;
  }[];
  readonly throttles: readonly {
    readonly api: string;
    readonly on: string;
    readonly rate?: number;
    readonly burst?: number;
  }[];
  readonly authorizers: readonly {
    readonly api: string;
    readonly name: string;
    readonly type: string;
    readonly issuer?: string;
    readonly ttl?: number;
    readonly position?: Position;
  }[];
}

export interface KeyFacts {
  readonly api: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly plans: readonly {
    readonly name: string;
    /** `null` where the shared state that counts it cannot be reached. */
    readonly used: number | null;
    readonly quota?: { readonly limit: number; readonly period: string };
  }[];
}
