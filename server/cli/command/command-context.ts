import { writeJson } from "#engine/json/write-json.ts";
import { type Paint, paintFor } from "../text/paint.ts";
import { type Cell, tableText } from "../text/table.ts";
import type { Terminal } from "../text/terminal.ts";
import { type Address, addressOf, addressText } from "./address.ts";
import { type Client, openClient, RequestIds } from "./client.ts";
import { EXIT_CODE } from "./exit-code.ts";

/** The option that every verb has. */
export type JsonOption = { readonly json?: true };

/**
 * What a verb uses: the server, and two outputs. Results go to stdout, as text for people or with `--json` as one
 * document; all other messages go to stderr.
 */
export class CommandContext {
  readonly terminal: Terminal;
  readonly paint: Paint;
  exitCode: number = EXIT_CODE.ok;
  /** The graph file that was sent, so that a refusal can name its lines. */
  sentFile: string | undefined;
  /** The ids of the requests of this command: SIGNALBOX_REQUEST_ID, or new ones. */
  readonly requestIds: RequestIds;
  private address: Address | null = null;
  private client: Client | null = null;
  private isInLines = false;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.requestIds = new RequestIds(terminal.env.SIGNALBOX_REQUEST_ID || undefined);
    this.paint = paintFor(terminal.stdout.isTTY === true, terminal.env);
  }

  /** The address of the server, once it is known. */
  get url(): string {
    return this.address === null ? "an unknown address" : addressText(this.address);
  }

  /** The web address at which the server is reached; null where it is not reached by one, but by its socket. */
  get webUrl(): string | null {
    return this.address?.by === "url" ? this.address.url : null;
  }

  /** @throws CommandProblem where the address of the server is unknown. */
  async server(): Promise<Client> {
    this.address ??= addressOf(this.terminal.env);
    this.client ??= openClient(this.address, this.requestIds, (isChecking) => {
      if (isChecking) this.say("The answer was lost: it is unknown whether this was done. Checking…");
    });
    return this.client;
  }

  /** A client of the server at this web address, whatever the environment says. What goes wrong with it names the address. */
  serverAt(url: string, headers: Readonly<Record<string, string>>): Client {
    this.address = { by: "url", url, token: null };
    this.client = openClient(this.address, this.requestIds, undefined, headers);
    return this.client;
  }

  /** The result: the document with `--json`, else the text. */
  give(options: JsonOption, document: unknown, text: () => string): void {
    this.terminal.stdout.write(options.json ? `${writeJson(document, this.isInLines ? 0 : 2)}\n` : text());
  }

  /** A part of a result that comes piece by piece: one line of JSON. What goes wrong later is a line, too. */
  giveLine(document: object): void {
    this.isInLines = true;
    this.terminal.stdout.write(`${writeJson(document)}\n`);
  }

  /** A message besides the result. */
  say(text: string): void {
    this.terminal.stderr.write(`${text}\n`);
  }

  table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
    const { isTTY, columns } = this.terminal.stdout;
    return tableText(head, rows, isTTY && columns ? columns : null);
  }

  /** A state's word in its colour. */
  state(state: string): Cell {
    return { text: state, paint: this.paint.state(state) };
  }
}
