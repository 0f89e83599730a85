import { createInterface } from 'node:readline';
import { openStore } from '../../src/store/open.js';
import { StoreKeys } from '../../src/store/store-keys.js';
import { notes, numbered } from './holder-values.js';

/**
 * Another process with a store: opens it, says what came of it, and writes on until it is ended. Each confirmed row is one
 * line. Arguments: path, secret in hex.
 */
const [path = '', secret = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const store = await openStore({ path, keys: new StoreKeys(Buffer.from(secret, 'hex')) });
  const collection = store.collection(notes);
  process.stdout.write('open\n');
  let stop = false;
  createInterface(process.stdin).on('line', () => (stop = true));
  for (let index = 0; !stop; index += 10) {
    const ids = Array.from({ length: 10 }, (_, offset) => numbered(index + offset));
    await Promise.all(
      ids.map(async (id) => {
        await collection.put(id, { text: id });
        process.stdout.write(`${id}\n`);
      }),
    );
  }
  await store.close();
  process.stdout.write('closed\n');
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stdout.write(`${String(error)}\n`);
  process.exit(78);
});
