import { NamedError } from "../../copies/named-error.ts";
import { type ConnectionOptions, placeText } from "../../database-url.ts";
import { ServerQuestions, unreachable } from "./ask-server.ts";
import { chooseWriter, type ServerState, type Unreachable } from "./choose-writer.ts";

/** Another process may change the agreement meanwhile; then it is read again. */
const MAX_ROUNDS = 3;

/** None of the servers can be the writer now. `fatal` is what a driver's lost connection has. */
export class NoWriter extends NamedError {
  static override readonly className = "NoWriter";
  readonly fatal = true;

  constructor(reasons: readonly string[]) {
    super(`No database server can be used: ${reasons.join("; ")}.`);
  }
}

export type ElectedWriter = {
  readonly server: ConnectionOptions;
  readonly state: ServerState;
  /** The connection with which it was asked. The caller closes it. */
  readonly questions: ServerQuestions;
};

type Asked = { readonly server: ConnectionOptions; readonly questions: ServerQuestions | null };

/**
 * Asks all servers, and gives the writer. It has everything that was committed before on any node of its cluster. If
 * the agreed writer is not usable, the agreement is changed first, on the new writer.
 *
 * @throws NoWriter where none can be used.
 */
export async function electWriter(servers: readonly ConnectionOptions[]): Promise<ElectedWriter> {
  const asked: Asked[] = [];
  const states = await Promise.all(
    servers.map(async (server, index): Promise<ServerState | Unreachable> => {
      try {
        const questions = await ServerQuestions.open(server);
        asked[index] = { server, questions };
        return await questions.state();
      } catch (error) {
        return unreachable(placeText(server), error);
      }
    }),
  );
  let winner: ServerQuestions | null = null;
  try {
    const found = await agreedWriter(states, (state) => questionsOf(asked, state));
    winner = found.questions;
    const place = asked.findIndex((each) => each?.questions === winner);
    return { ...found, server: servers[place] as ConnectionOptions };
  } catch (error) {
    if (error instanceof NoWriter) throw error;
    throw new NoWriter([error instanceof Error ? error.message : String(error)]);
  } finally {
    for (const each of asked) if (each?.questions !== winner) each?.questions?.close();
  }
}

async function agreedWriter(
  states: readonly (ServerState | Unreachable)[],
  questionsTo: (state: ServerState) => ServerQuestions,
): Promise<{ readonly state: ServerState; readonly questions: ServerQuestions }> {
  for (let round = 1; ; round += 1) {
    const reader = writerOf(states, null);
    const agreed = await questionsTo(reader).agreementAfterCatchingUp(reader);
    const state = writerOf(states, agreed?.identity ?? null);
    const questions = questionsTo(state);
    if (state !== reader) await questions.agreementAfterCatchingUp(state);
    const isAgreed = agreed === null || agreed.identity === state.identity;
    if (isAgreed || (await questions.agree(state.identity, agreed))) return { state, questions };
    if (round >= MAX_ROUNDS) throw new NoWriter(["other processes agree on other servers again and again"]);
  }
}

function writerOf(states: readonly (ServerState | Unreachable)[], agreed: string | null): ServerState {
  const choice = chooseWriter(states, agreed);
  if (choice.writer === null) throw new NoWriter(choice.reasons);
  return choice.writer;
}

function questionsOf(asked: readonly Asked[], { place }: ServerState): ServerQuestions {
  const found = asked.find((each) => each?.questions?.place === place)?.questions;
  if (found === null || found === undefined) throw new Error(`${place} was not asked.`);
  return found;
}
