import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { AdminClient } from '../session/admin-client.ts';
import { VERSION } from '../../emulator/version.ts';
import { TOOLS } from './tools.ts';

/**
 * A Model Context Protocol server over stdio: a running emulator's API as tools for coding agents. Resolves when the client has closed its
 * end. Loaded only for `gw-emulate mcp`: the protocol's library is large.
 */
export async function serveMcp(client: AdminClient): Promise<void> {
  const server = new McpServer({ name: 'gw-emulate', version: VERSION }, { instructions: INSTRUCTIONS });
  for (const { name, description, input, path } of TOOLS) {
    server.registerTool(name, { description, inputSchema: input }, async (written: Record<string, unknown>) => {
      const [endpoint, body] = path(written);
      try {
        return { content: [{ type: 'text', text: JSON.stringify(await client.ask(endpoint, body), null, 1) }] };
      } catch (error) {
        return {
          isError: true,
          content: [{ type: 'text', text: error instanceof Error ? error.message : String(error) }],
        };
      }
    });
  }
  const transport = new StdioServerTransport();
  // The client ends by closing the server's standard input.
  const closed = new Promise<void>((resolve) => {
    process.stdin.on('end', resolve).on('close', resolve);
  });
  await server.connect(transport);
  await closed;
  await server.close();
}

const INSTRUCTIONS = `gw-emulate runs API Gateway APIs and Lambda functions of this project on this machine. To find out why a request failed: list_exchanges
with failed=true, then read_exchange, whose "refusal" names the rule and the line of configuration or code, "stages" what each stage decided, and "logs" what the
handler wrote. After a fix, replay_exchange sends the request again.`;
