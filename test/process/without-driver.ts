/** Loaded before the bot: the machine has no compiled part of the store's driver. */
const open = process.dlopen.bind(process);
process.dlopen = (module: object, file: string, ...flags: []) => {
  if (!file.includes('node_sqlite3')) return open(module, file, ...flags);
  throw Object.assign(new Error(`${file}: cannot open shared object file`), { code: 'ERR_DLOPEN_FAILED' });
};
