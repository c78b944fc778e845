/**
 * Host names of AWS (`{apiId}.execute-api.{region}.amazonaws.com`, custom domains) -> where the API behind them listens here. One live
 * table, read by handlers' environments and by HTTP integrations.
 */
export type LocalHosts = Map<string, { readonly host: string; readonly port: number }>;
