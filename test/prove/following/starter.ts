import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FILES = ['support/driven-bot', 'prove/die-at-write'];

/**
 * The starter of driven bots as plain JavaScript in a folder of its own: a bot that loads no TypeScript starts in half the
 * time, and here hundreds are started. Resolves to where it is, and to what removes it.
 */
export async function plainStarter(): Promise<{ starter: URL; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'st-starter-'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  for (const file of FILES) {
    const source = await readFile(path.join(ROOT, 'test', `${file}.ts`), 'utf8');
    const target = path.join(folder, `${file}.js`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, ts.transpileModule(source, { compilerOptions }).outputText);
  }
  return {
    starter: pathToFileURL(path.join(folder, `${FILES[0] ?? ''}.js`)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
