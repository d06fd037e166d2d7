import {
  Client,
  StreamableHTTPClientTransport,
  type CallToolResult,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';

/** The revisions of the protocol: before 2026-07-28 with `initialize`, from then on without. */
export type McpEra = 'legacy' | 'modern';

/** Speaks the Model Context Protocol to a running NetPulse, by the official client. */
export class McpClient {
  private constructor(private readonly client: Client) {}

  static async connect(serviceUrl: string, key: string, era: McpEra = 'modern'): Promise<McpClient> {
    const mode = era === 'legacy' ? 'legacy' : { pin: '2026-07-28' };
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
    const requestInit = { headers: { Authorization: `Bearer ${key}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serviceUrl), { requestInit }));
    return new McpClient(client);
  }

  /** The same for a client that finds out by itself who gives tokens for it, and gets one. */
  static async logIn(serviceUrl: string, authProvider: OAuthClientProvider): Promise<McpClient> {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serviceUrl), { authProvider }));
    return new McpClient(client);
  }

  /** The names of the tools that are offered. */
  async tools(): Promise<string[]> {
    return (await this.client.listTools()).tools.map(({ name }) => name).sort();
  }

  /** What is said of a tool. */
  async about(name: string) {
    return (await this.client.listTools()).tools.find((tool) => tool.name === name);
  }

  call(name: string, args: Record<string, unknown> = {}): Promise<CallToolResult> {
    return this.client.callTool({ name, arguments: args });
  }

  /** What a tool answers, which must be no refusal; the client has judged it by the tool's own schema. */
  async done<T>(name: string, args: Record<string, unknown> = {}): Promise<T> {
    const result = await this.call(name, args);
    if (result.isError) throw new Error(textOf(result));
    if (textOf(result) !== JSON.stringify(result.structuredContent))
      throw new Error('text and structure differ');
    return result.structuredContent as T;
  }

  /** What a tool says that refuses. */
  async refused(name: string, args: Record<string, unknown> = {}): Promise<string> {
    const result = await this.call(name, args);
    if (result.isError !== true) throw new Error(`It was not refused: ${textOf(result)}`);
    return textOf(result);
  }

  get protocolVersion(): string | undefined {
    return this.client.getNegotiatedProtocolVersion();
  }

  close(): Promise<void> {
    return this.client.close();
  }
}

function textOf({ content }: CallToolResult): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}
