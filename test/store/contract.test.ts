import { join } from 'node:path';
import { openMemoryStore, openStore } from '../../src/store/open.js';
import { storeContract } from './contract.js';
import { folder, newKeys } from './stores.js';

storeContract('in memory', () => openMemoryStore({ keys: newKeys() }));
storeContract('on SQLite', async () =>
  openStore({ path: join(await folder(), 'store.sqlite'), keys: newKeys() }),
);
