export { createDueIndex, type Due, type DueIndex } from './due.js';
export { loadStoreKeys } from './load-store-keys.js';
export { openMemoryStore, openStore, type OpenStore } from './open.js';
export { StoreKeys } from './store-keys.js';
export * from './types.js';
