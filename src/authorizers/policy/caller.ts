/** The caller: anonymous, or a principal of IAM. */
export type Caller = { readonly kind: 'anonymous' } | IamCaller;

export interface IamCaller {
  readonly kind: 'iam';
  readonly arn: string;
  /** Twelve digits. */
  readonly accountId: string;
}

export const anonymous: Caller = { kind: 'anonymous' };

const SESSION = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//;

/** The role behind a session (`…:assumed-role/Role/session`), whose ARN policies may name as well; `undefined` for users. */
export function roleOf(arn: string): string | undefined {
  const [, partition, account, role] = SESSION.exec(arn) ?? [];
  return role === undefined ? undefined : `arn:${partition}:iam::${account}:role/${role}`;
}
