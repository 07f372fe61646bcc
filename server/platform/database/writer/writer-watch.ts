import { onceInProcess } from "../../copies/once-in-process.ts";
import type { ConnectionOptions } from "../../database-url.ts";
import { runEvery } from "../../run-every.ts";
import { ServerQuestions } from "./ask-server.ts";
import { whyUnusable } from "./choose-writer.ts";
import { electWriter, NoWriter } from "./elect-writer.ts";

/** How often the writer is asked whether it still is the writer. */
const CHECK_MS = 2_000;
/** So long a caller waits for a writer, which includes a failover. */
const WAIT_MS = 10_000;
const PAUSE_MS = 250;

/** The writer from its election until it is given up. */
export class Writer {
  readonly server: ConnectionOptions;
  private readonly listeners = new Set<(error: Error) => void>();
  private ended: Error | null = null;

  constructor(server: ConnectionOptions) {
    this.server = server;
  }

  get isGivenUp(): boolean {
    return this.ended !== null;
  }

  /** Calls `listener` when it is given up, or at once if it was; gives a function that ends this. */
  onGivenUp(listener: (error: Error) => void): () => void {
    if (this.ended !== null) listener(this.ended);
    else this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  giveUp(error: Error): void {
    if (this.ended !== null) return;
    this.ended = error;
    for (const listener of this.listeners) listener(error);
    this.listeners.clear();
  }
}

/** The writer was given up while a statement was under way. `fatal` is what a driver's lost connection has. */
class WriterGivenUp extends Error {
  readonly fatal = true;

  constructor(why: string) {
    super(`The database server was given up, because it ${why}.`);
    this.name = "WriterGivenUp";
  }
}

/** Knows the writer among several servers: elects it, asks it every two seconds, and gives it up when it fails. */
export class WriterWatch {
  private readonly servers: readonly ConnectionOptions[];
  private readonly stopChecking: () => void;
  private writer: Writer | null = null;
  private identity = "";
  private questions: ServerQuestions | null = null;
  private electing: Promise<Writer> | null = null;
  private checking: Promise<void> | null = null;
  private isClosed = false;

  constructor(servers: readonly ConnectionOptions[]) {
    this.servers = servers;
    this.stopChecking = runEvery(CHECK_MS, () => this.check());
  }

  /**
   * The writer. Waits up to ten seconds for one.
   *
   * @throws NoWriter where there is none; its message says of each server why.
   */
  async current(): Promise<Writer> {
    const end = performance.now() + WAIT_MS;
    for (;;) {
      if (this.isClosed) throw new NoWriter(["the connections were closed"]);
      if (this.writer !== null) return this.writer;
      try {
        this.electing ??= this.elect().finally(() => {
          this.electing = null;
        });
        return await this.electing;
      } catch (error) {
        if (!(error instanceof NoWriter) || performance.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /** Asks the writer now: one of its connections broke, or it refused to write. Resolves when that is known. */
  check(): Promise<void> {
    this.checking ??= this.checkNow().finally(() => {
      this.checking = null;
    });
    return this.checking;
  }

  close(): void {
    this.isClosed = true;
    this.stopChecking();
    this.questions?.close();
    this.writer?.giveUp(new WriterGivenUp("is not needed any more"));
    this.writer = null;
  }

  private async elect(): Promise<Writer> {
    const { server, state, questions } = await electWriter(this.servers);
    if (this.isClosed) {
      questions.close();
      throw new NoWriter(["the connections were closed"]);
    }
    this.questions = questions;
    this.identity = state.identity;
    this.writer = new Writer(server);
    return this.writer;
  }

  private async checkNow(): Promise<void> {
    const { writer } = this;
    if (writer === null) return;
    const why = await this.whyGivenUp(writer.server);
    if (why === null || this.writer !== writer) return;
    this.writer = null;
    this.questions?.close();
    this.questions = null;
    writer.giveUp(new WriterGivenUp(why));
  }

  /** A connection may break for reasons of its own, so a server is given up only after a second one failed, too. */
  private async whyGivenUp(server: ConnectionOptions): Promise<string | null> {
    try {
      if (this.questions !== null) return await this.whyNot(this.questions);
    } catch {
      this.questions?.close();
      this.questions = null;
    }
    try {
      this.questions = await ServerQuestions.open(server);
      return await this.whyNot(this.questions);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return `does not answer (${code ?? message})`;
    }
  }

  private async whyNot(questions: ServerQuestions): Promise<string | null> {
    const state = await questions.state();
    const why = whyUnusable(state);
    if (why !== null) return why;
    if (state.identity !== this.identity) return "was replaced by another server";
    const agreed = await questions.agreement();
    const isAgreed = agreed === null || agreed.identity === null || agreed.identity === state.identity;
    return isAgreed ? null : "is not the writer any more that the processes agreed on";
  }
}

const watches = onceInProcess(
  "watches of writers",
  () => new Map<string, { readonly watch: WriterWatch; users: number }>(),
);

/** The watch of these servers in this process: all of its connections use one writer. Give it back with `release`. */
export function shareWatch(
  url: string,
  servers: readonly ConnectionOptions[],
): { readonly watch: WriterWatch; readonly release: () => void } {
  const shared = watches.get(url) ?? { watch: new WriterWatch(servers), users: 0 };
  shared.users += 1;
  watches.set(url, shared);
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    shared.users -= 1;
    if (shared.users > 0) return;
    watches.delete(url);
    shared.watch.close();
  };
  return { watch: shared.watch, release };
}
