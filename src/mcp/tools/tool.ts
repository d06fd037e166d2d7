import type {
  CallToolResult,
  McpServer,
  StandardSchemaWithJSON,
  ToolAnnotations,
} from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Scope } from '../../scopes.js';
import type { Caller } from '../caller.js';
import type { ToolRooms } from '../tool-rooms.js';

/** A tool, as it is written down. */
interface ToolDefinition<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** For the language model: what it does, when to take it, what comes back. */
  readonly description: string;
  /** One of them opens it. */
  readonly scopes: readonly [Scope, ...Scope[]];
  readonly annotations: Readonly<ToolAnnotations>;
  /** Whether its calls belong into the audit trail: it makes something, here or elsewhere. */
  readonly isAudited: boolean;
  readonly input: I;
  readonly output: O;
  /** @throws Problem, which is told as the tool's error */
  readonly run: (rooms: ToolRooms, args: z.output<I>, caller: Caller) => Promise<z.input<O>>;
}

/** A tool, whatever its arguments are. */
export interface Tool {
  readonly name: string;
  readonly scopes: readonly [Scope, ...Scope[]];
  readonly isAudited: boolean;
  /** Offers it to whoever speaks with `server`. */
  addTo(server: McpServer, call: ToolCall): void;
}

/** Runs a tool and makes an answer of what comes of it. */
export type ToolCall = (
  run: (rooms: ToolRooms, caller: Caller) => Promise<object>,
) => Promise<CallToolResult>;

/** A tool of its definition. */
export function tool<I extends z.ZodObject, O extends z.ZodObject>(definition: ToolDefinition<I, O>): Tool {
  const { name, title, description, annotations, scopes, isAudited, input, output, run } = definition;
  return {
    name,
    scopes,
    isAudited,
    addTo: (server, call) => {
      server.registerTool<StandardSchemaWithJSON, StandardSchemaWithJSON>(
        name,
        { title, description, annotations, inputSchema: input, outputSchema: output },
        // Judged by the SDK already: this only gives it its type.
        (args) => call((rooms, caller) => run(rooms, input.parse(args), caller)),
      );
    },
  };
}
