import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { NONCE_BYTES, newNonce } from './nonce.js';

/** Length of the secret all keys of the store are derived from, in bytes. */
export const SECRET_BYTES = 32;
const TAG_BYTES = 16;

/** Where the secret came from, for the sentence that says what to restore. */
export interface KeySource {
  /** Path of the key file, or a description. */
  readonly from: string;
  /** True if the secret was made just now; beside a store that already has values it cannot be the right one. */
  readonly made: boolean;
}

/**
 * The keys of one installation's store, derived (HKDF-SHA256) from one secret of 32 bytes: one for sealing values, one for
 * pseudonyms. The bytes are private fields, so that no log line or error report shows them.
 */
export class StoreKeys {
  readonly source: KeySource;
  readonly #seal: Buffer;
  readonly #names: Buffer;
  readonly #others: Buffer;

  /** Throws RangeError unless the secret has 32 bytes. */
  constructor(secret: Uint8Array, source: KeySource = { from: 'the given secret', made: false }) {
    if (secret.length !== SECRET_BYTES)
      throw new RangeError(`A store secret has ${String(SECRET_BYTES)} bytes`);
    this.source = source;
    this.#seal = derive(secret, 'strike-together store values v1');
    this.#names = derive(secret, 'strike-together store pseudonyms v1');
    this.#others = derive(secret, 'strike-together store purposes v1');
  }

  /** 128 bits of HMAC-SHA256 over a person's id, as 32 hex characters. Same person, same installation: same pseudonym. */
  pseudonym(userId: string): string {
    return createHmac('sha256', this.#names).update(userId, 'utf8').digest('hex').slice(0, 32);
  }

  /** 32 bytes for one purpose; nothing about the secret or another purpose follows from them. */
  secretFor(purpose: string): Buffer {
    return derive(this.#others, purpose);
  }

  /**
   * AES-256-GCM over a text, bound to the row it is for: `place` is the full key with the schema version, so that a value
   * moved to another row or relabelled does not open. Base64 of nonce, tag and ciphertext; same text, new bytes each time.
   */
  seal(place: string, text: string): string {
    const nonce = newNonce();
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce).setAAD(Buffer.from(place, 'utf8'));
    const head = cipher.update(text, 'utf8');
    const tail = cipher.final();
    return Buffer.concat([nonce, cipher.getAuthTag(), head, tail]).toString('base64');
  }

  /** Opens what {@link seal} made. Undefined if it was made under another key or for another place, or was changed. */
  open(place: string, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#seal, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher
      .setAAD(Buffer.from(place, 'utf8'))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const head = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([head, decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

function derive(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), purpose, 32));
}
