import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM texts of a server. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What `openssl ca` needs to know: it alone takes dates of the past. */
const CA_CONFIG = `[ca]
default_ca = lab
[lab]
database = index.txt
new_certs_dir = .
rand_serial = yes
policy = lab_policy
default_md = sha256
copy_extensions = copy
[lab_policy]
commonName = supplied
`;

/**
 * Makes a self-signed certificate with the openssl command, valid for a day. Nothing of it is kept on disk, so no private
 * key lies in the repository.
 *
 * @param names host names and addresses, as `DNS:localhost` or `IP:127.0.0.1`
 */
export function selfSigned(names: readonly string[]): Promise<Certificate> {
  return inFolder(async (folder) => {
    const request = ['req', '-x509', '-days', '1', ...keyAndSubject(names), '-out', 'cert.pem'];
    await run('openssl', request, { cwd: folder });
  });
}

/** The same, whose time was a day in 2020. */
export function expired(names: readonly string[]): Promise<Certificate> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'ca.cnf'), CA_CONFIG);
    await writeFile(join(folder, 'index.txt'), '');
    await run('openssl', ['req', '-new', ...keyAndSubject(names), '-out', 'request.pem'], { cwd: folder });
    const dates = ['-startdate', '20200101000000Z', '-enddate', '20200102000000Z'];
    const files = ['-config', 'ca.cnf', '-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem'];
    await run('openssl', ['ca', '-batch', '-selfsign', '-notext', ...dates, ...files], { cwd: folder });
  });
}

function keyAndSubject(names: readonly string[]): string[] {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  return [...curve, '-subj', '/CN=netpulse-lab', '-addext', `subjectAltName=${names.join(',')}`];
}

async function inFolder(make: (folder: string) => Promise<void>): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'netpulse-cert-'));
  try {
    await make(folder);
    const read = (file: string) => readFile(join(folder, file), 'utf8');
    return { key: await read('key.pem'), cert: await read('cert.pem') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
