/**
 * The whole product on a data directory that is removed at its end, for browser tests. It behaves like `npm start` and
 * accepts the same signals. People may sign in with an identity provider of its own. A test that stops the database names its own in SIGNALBOX_TEST_DATABASE.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startIdentityProvider } from "./provider/identity-provider.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const provider = await startIdentityProvider({
  redirectUri: `http://127.0.0.1:${process.env["PORT"] ?? "3000"}/api/oidc/callback`,
});
const dataDir = mkdtempSync(join(tmpdir(), "signalbox-e2e-"));
const env = {
  ...process.env,
  SIGNALBOX_DATA: dataDir,
  DATABASE_URL: process.env["SIGNALBOX_TEST_DATABASE"] ?? "",
  SIGNALBOX_URL: "",
  SIGNALBOX_TOKEN: "",
  SIGNALBOX_FENCE_WRITE: tmpdir(),
  SIGNALBOX_OIDC_ISSUER: provider.issuer,
  SIGNALBOX_OIDC_CLIENT_ID: "signalbox",
  SIGNALBOX_OIDC_CLIENT_SECRET: "the-secret-of-a-test",
  SIGNALBOX_OIDC_NAME: "Example",
};
const product = spawn(process.execPath, [join(ROOT, "server/supervisor/start.mjs")], {
  cwd: ROOT,
  env,
  stdio: "inherit",
});

for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => product.kill(signal));
product.on("exit", (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  process.exit(code ?? 1);
});
