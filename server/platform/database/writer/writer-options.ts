import { type ConnectionOptions, databaseServersOf } from "../../database-url.ts";
import { electWriter } from "./elect-writer.ts";

/**
 * What is needed to reach the writer now, for a caller with a connection of its own.
 *
 * @throws NoWriter where the address names several servers and none can be used.
 */
export async function writerOptionsOf(url: string): Promise<ConnectionOptions> {
  const servers = databaseServersOf(url);
  const [first] = servers;
  if (first !== undefined && servers.length === 1) return first;
  const { server, questions } = await electWriter(servers);
  questions.close();
  return server;
}
