import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** The installation's Ed25519 key, with which it vouches for its outcome records. */
export interface RecordKeys {
  /** Base64 of the public key's 32 raw bytes. */
  publicKey: string;
  /** Base64 of the signature over a text. */
  sign(text: string): string;
}

/** Reads the signing key from `<keyDir>/signing/outcome.pem`, or makes it (0600) on the first start. To be backed up. */
export async function loadRecordKeys(keyDir: string): Promise<RecordKeys> {
  const folder = path.join(keyDir, 'signing');
  const file = path.join(folder, 'outcome.pem');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await writeOnce(file, pem);
    pem = await readFile(file, 'utf8');
  }
  return recordKeysOf(createPrivateKey(pem));
}

/** The same for a key at hand. */
export function recordKeysOf(privateKey: KeyObject): RecordKeys {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  };
}

/** Complete and on disk before the name exists. */
async function writeOnce(file: string, text: string): Promise<void> {
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await link(draft, file);
  await rm(draft);
}
