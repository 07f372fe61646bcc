import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram } from "#platform/find-program.mjs";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { canInstallWithApt, installWithApt } from "../../tooling/setup/install-with-apt.mjs";

export type Nginx = {
  readonly url: string;
  /** Reads its configuration again: old workers end once their requests have ended. */
  reload(): void;
  stop(): Promise<void>;
};

/** The ports in the example of docs/scale.md. */
const EXAMPLE_PORT = "8080";
const EXAMPLE_WEB_PORTS = ["3001", "3002"] as const;

/** The path of nginx; installed where this process may. Null where there is none. */
export function nginxProgram(): string | null {
  const found = findProgram("nginx");
  if (found !== null) return found;
  if (!canInstallWithApt()) return null;
  installWithApt(["nginx-light"], "npm run faults has it stand before web processes");
  return findProgram("nginx");
}

/** Starts nginx with the configuration that docs/scale.md gives, before two web processes on these ports. */
export async function startNginx(
  program: string,
  dir: string,
  port: number,
  webPorts: readonly [number, number],
): Promise<Nginx> {
  await mkdir(dir, { recursive: true });
  const document = await readFile(join(PROJECT_ROOT, "docs", "scale.md"), "utf8");
  let example = /^```nginx\n(.*?)^```/ms.exec(document)?.[1] ?? "";
  for (const [place, web] of webPorts.entries())
    example = example.replace(`127.0.0.1:${EXAMPLE_WEB_PORTS[place]}`, `127.0.0.1:${web}`);
  example = example.replace(`127.0.0.1:${EXAMPLE_PORT}`, `127.0.0.1:${port}`);
  const file = join(dir, "nginx.conf");
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${join(dir, name)};`,
  );
  const text = `daemon off; pid ${join(dir, "pid")}; error_log ${join(dir, "error.log")}; worker_processes 1;
events { worker_connections 256; }
http { access_log off; ${places.join(" ")}
${example}
}
`;
  await writeFile(file, text);
  const child = spawn(program, ["-c", file, "-e", join(dir, "error.log"), "-p", dir], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = once(child, "close");
  return {
    url: `http://127.0.0.1:${port}`,
    reload: () => void child.kill("SIGHUP"),
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
