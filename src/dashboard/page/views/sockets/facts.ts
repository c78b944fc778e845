export interface ConnectionFacts {
  readonly id: string;
  readonly api: string;
  readonly connectedAt: number;
  readonly lastActiveAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly authorizer?: Readonly<Record<string, string>>;
  readonly own: boolean;
  readonly messagesIn: number;
  readonly messagesOut: number;
}

export interface Line {
  readonly at: number;
  readonly direction: 'in' | 'out' | 'connect' | 'disconnect';
  readonly text: string;
  readonly exchange?: string;
  readonly statusCode?: number;
  readonly routeKey?: string;
  readonly target?: string;
  readonly reason?: string;
}
