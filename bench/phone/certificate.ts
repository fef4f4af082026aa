import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const REQUEST =
  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1";

/** A key and a certificate that nobody vouches for, and the flags with which Chromium takes it as it takes one that is vouched for. */
export interface Certificate {
  key: string;
  cert: string;
  flags: string[];
}

/** Made by `openssl` for this run. Told to ignore every error instead, Chromium would cache nothing and use no dictionary. */
export async function certificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "kith-certificate-"));
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  await run("openssl", [...REQUEST.split(" "), "-keyout", keyFile, "-out", certFile]);
  const [key, cert] = [await readFile(keyFile, "utf8"), await readFile(certFile, "utf8")];
  await rm(folder, { recursive: true });
  const spki = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  const trusted = `--ignore-certificate-errors-spki-list=${createHash("sha256").update(spki).digest("base64")}`;
  return { key, cert, flags: [trusted, "--disable-features=CompressionDictionaryTransportRequireKnownRootCert"] };
}
