import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** A web process of the built product, on a port of its own. It can be killed and started again. */
export class ProductWeb {
  private readonly port: number;
  private readonly env: Readonly<Record<string, string>>;
  private child: ChildProcess | null = null;

  constructor(port: number, env: Readonly<Record<string, string>>) {
    this.port = port;
    this.env = env;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  start(): void {
    this.child = spawn(process.execPath, [join(PROJECT_ROOT, "dist", "web.mjs")], {
      cwd: PROJECT_ROOT,
      env: {
        PATH: process.env["PATH"],
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        PORT: String(this.port),
        ...this.env,
      },
      stdio: ["ignore", "ignore", "inherit"],
    });
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "close");
    child.kill("SIGKILL");
    await gone;
  }
}
