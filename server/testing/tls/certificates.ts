import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "#platform/find-program.mjs";

/** Files of a certificate and its key. */
export type CertificateFiles = { readonly cert: string; readonly key: string };

export type TestAuthority = {
  /** Its own certificate, as PEM. */
  readonly ca: string;
  /**
   * Signs a certificate.
   *
   * @param names whom it is for: `DNS:localhost`, `IP:127.0.0.1`.
   * @param days for how long; below 0: it is over.
   */
  certificateFor(names: string, days?: number): CertificateFiles;
  /** Removes its files. */
  remove(): void;
};

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

/** Makes a certificate authority that nobody knows, by openssl. */
export function makeAuthority(): TestAuthority {
  const program = findProgram("openssl");
  if (program === null) throw new Error("There is no openssl, which makes the certificates of this test.");
  const dir = mkdtempSync(join(tmpdir(), "signalbox-ca-"));
  const file = (name: string) => join(dir, name);
  const openssl = (...words: readonly string[]) =>
    execFileSync(program, [...words], { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
  openssl(
    "req",
    "-x509",
    ...NEW_KEY,
    "-keyout",
    "ca.key",
    "-out",
    "ca.pem",
    "-subj",
    "/CN=Test CA",
    "-days",
    "2",
  );
  let made = 0;
  return {
    ca: readFileSync(file("ca.pem"), "utf8"),
    certificateFor: (names, days = 1) => {
      made += 1;
      const name = `server-${made}`;
      writeFileSync(file(`${name}.ext`), `subjectAltName=${names}\n`);
      openssl("req", ...NEW_KEY, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", "/CN=server");
      const signed = ["-in", `${name}.csr`, "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"];
      openssl(
        "x509",
        "-req",
        ...signed,
        "-days",
        String(days),
        "-extfile",
        `${name}.ext`,
        "-out",
        `${name}.pem`,
      );
      return { cert: file(`${name}.pem`), key: file(`${name}.key`) };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
