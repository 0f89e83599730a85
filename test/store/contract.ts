import { beforeEach, describe } from 'vitest';
import type { Collection, Store } from '../../src/store/types.js';
import { changingContract } from './contract-changing.js';
import { findingContract } from './contract-finding.js';
import { valuesContract } from './contract-values.js';
import { writingContract } from './contract-writing.js';
import { closing, notes, type Note } from './stores.js';

/** What each test of the contract is given: an empty store, and a collection of notes in it. */
export interface Given {
  store: Store;
  collection: Collection<Note>;
}

/** What every store promises, whatever it is made of. `open` gives a new, empty one. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`a store ${name}`, () => {
    const given = {} as Given;

    beforeEach(async () => {
      given.store = closing(await open());
      given.collection = given.store.collection(notes());
    });

    writingContract(given);
    changingContract(given);
    findingContract(given);
    valuesContract(given);
  });
}
