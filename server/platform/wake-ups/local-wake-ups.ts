import { randomBytes } from "node:crypto";
import { mkdirSync, unlinkSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { dirname, join } from "node:path";
import { socketPathFor } from "../addresses/socket-path.ts";
import {
  AUDIENCES,
  type Audience,
  audienceOf,
  type ForOne,
  type WakeUp,
  WakeUpReader,
  type WakeUps,
  wakeUpText,
} from "./wake-up.ts";

/** How often it looks for others that it does not reach, and whether others can still find it. */
const LOOK_MS = 5_000;
/** A socket that nobody listens on is removed only at this age: a younger one may not listen yet. */
const MIN_STALE_MS = 10_000;
/** What waits for a process that does not read, such as a stopped one. More is not sent. */
const MAX_UNREAD_BYTES = 16_384;
const SOCKET_NAME = /^(web|runner)\.[0-9a-f]{12}$/;

/**
 * Wake-ups between the processes of one machine. Each process listens on a Unix socket of its own in one directory, and
 * connects to all others that it finds there, to send. No process depends on another one. Whatever fails is tried again
 * at the next look.
 *
 * @param dir a directory that only this user can enter. It is made where it is missing.
 * @param audience what this process is.
 * @param onProblem called with the error where others cannot find this process, and with null once they can.
 */
export function openWakeUps(
  dir: string,
  audience: Audience,
  onProblem: (error: unknown) => void = () => undefined,
): WakeUps {
  return new LocalWakeUps(dir, audience, onProblem);
}

/**
 * Hears what runners are told, without being one: what one runner is to do is passed on.
 *
 * @param dir as for `openWakeUps`.
 */
export function openWakeUpsOfRunners(dir: string): WakeUps {
  const wakeUps = openWakeUps(dir, "runner");
  wakeUps.listen((wakeUp) => wakeUps.passOn(wakeUp));
  return wakeUps;
}

class LocalWakeUps implements WakeUps {
  private readonly dir: string;
  private readonly audience: Audience;
  private readonly onProblem: (error: unknown) => void;
  private readonly name: string;
  private readonly listeners = new Set<(wakeUp: WakeUp, isOwn: boolean) => void>();
  /** Connections to the other processes, by the names of their sockets. */
  private readonly peers = new Map<string, Socket>();
  private readonly heard = new Set<Socket>();
  private readonly timer: NodeJS.Timeout;
  /** Which of the others is told next of what one can do. */
  private turn = Math.floor(Math.random() * 1_000);
  private server: Server | null = null;
  private isClosed = false;

  constructor(dir: string, audience: Audience, onProblem: (error: unknown) => void) {
    this.dir = dir;
    this.audience = audience;
    this.onProblem = onProblem;
    this.name = `${audience}.${randomBytes(6).toString("hex")}`;
    this.timer = setInterval(() => void this.look(), LOOK_MS).unref();
    void this.look();
  }

  send(wakeUps: readonly WakeUp[]): void {
    if (wakeUps.length === 0 || this.isClosed) return;
    for (const wakeUp of wakeUps) if (wakeUp.forOne !== undefined) this.sendToOne(wakeUp, wakeUp.forOne);
    for (const audience of AUDIENCES) {
      const some = wakeUps.filter((each) => each.forOne === undefined && audienceOf(each) === audience);
      if (some.length === 0) continue;
      if (audience === this.audience) queueMicrotask(() => this.tell(some, true));
      const text = wakeUpText(some);
      for (const peer of this.peersOf(audience)) if (isReading(peer)) peer.write(text);
    }
  }

  passOn(wakeUp: WakeUp): void {
    const { forOne } = wakeUp;
    if (forOne === undefined || forOne.passes <= 0 || this.isClosed) return;
    const place = this.namesOf(audienceOf(wakeUp)).filter((name) => name < this.name).length;
    this.sendFrom(place, wakeUp, { ...forOne, passes: forOne.passes - 1 });
  }

  /** The one that sends it is told first, if it can do it. Else one after the other, in turn. */
  private sendToOne(wakeUp: WakeUp, forOne: ForOne): void {
    const audience = audienceOf(wakeUp);
    const isSelf = audience === this.audience;
    const reached = this.reached(audience);
    const passes = Math.min(forOne.passes, 2 * (isSelf ? reached + 1 : reached) - 1);
    const limited = { ...forOne, passes };
    if (isSelf) queueMicrotask(() => this.tell([{ ...wakeUp, forOne: limited }], true));
    if (isSelf || reached === 0) return;
    this.turn = (this.turn + 1) % reached;
    this.sendFrom(this.turn, wakeUp, limited);
  }

  /** Sends to the first that reads, from this place on in the order of names: so each is told once. */
  private sendFrom(place: number, wakeUp: WakeUp, forOne: ForOne): void {
    const peers = this.peersOf(audienceOf(wakeUp));
    const inOrder = [...peers.slice(place), ...peers.slice(0, place)];
    const skipped = inOrder.findIndex(isReading);
    const passes = forOne.passes - skipped;
    if (skipped >= 0 && passes >= 0)
      inOrder[skipped]?.write(wakeUpText([{ ...wakeUp, forOne: { ...forOne, passes } }]));
  }

  listen(hear: (wakeUp: WakeUp, isOwn: boolean) => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }

  reached(audience: Audience): number {
    return this.peersOf(audience).length;
  }

  close(): void {
    this.isClosed = true;
    clearInterval(this.timer);
    this.server?.close();
    for (const socket of [...this.peers.values(), ...this.heard]) socket.destroy();
  }

  private namesOf(audience: Audience): string[] {
    return [...this.peers.keys()].filter((name) => name.startsWith(`${audience}.`)).sort();
  }

  /** In the order of their names. */
  private peersOf(audience: Audience): Socket[] {
    return this.namesOf(audience).flatMap((name) => this.peers.get(name) ?? []);
  }

  private tell(wakeUps: readonly WakeUp[], isOwn: boolean): void {
    for (const wakeUp of wakeUps) for (const hear of this.listeners) hear(wakeUp, isOwn);
  }

  /** Finds the others, and sees to it that they find this process. */
  private async look(): Promise<void> {
    try {
      mkdirSync(this.dir, { recursive: true, mode: 0o700 });
      const own = socketPathFor(this.dir, this.name);
      const place = dirname(own);
      let names = await readdir(place);
      if (this.isClosed) return;
      if (!names.includes(this.name)) {
        await this.open(own);
        names = await readdir(place);
      }
      if (this.isClosed) return;
      this.onProblem(null);
      for (const name of names)
        if (SOCKET_NAME.test(name) && name !== this.name && !this.peers.has(name))
          this.connectTo(place, name);
    } catch (error) {
      this.onProblem(error);
    }
  }

  private async open(path: string): Promise<void> {
    this.server?.close();
    const server = createServer((socket) => this.hearFrom(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
    server.on("error", () => undefined).unref();
    if (this.isClosed) server.close();
  }

  private hearFrom(socket: Socket): void {
    const reader = new WakeUpReader();
    this.heard.add(socket);
    socket
      .setEncoding("latin1")
      .on("data", (piece: unknown) => this.tell(reader.read(String(piece)), false))
      .on("error", () => undefined)
      .on("close", () => this.heard.delete(socket))
      .unref();
    // Whoever connects has just begun to listen.
    void this.look();
  }

  private connectTo(place: string, name: string): void {
    const path = join(place, name);
    const socket = connect(path);
    this.peers.set(name, socket);
    socket
      .on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNREFUSED") void removeStale(path);
      })
      .on("close", () => this.peers.delete(name))
      .resume()
      .unref();
  }
}

function isReading(peer: Socket): boolean {
  return peer.writableLength < MAX_UNREAD_BYTES;
}

/** Removes the socket of a process that has crashed. */
async function removeStale(path: string): Promise<void> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > MIN_STALE_MS) unlinkSync(path);
  } catch {
    // It is gone already, or belongs to another user.
  }
}
