import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Every file of the bot proper, without the local Discord: what may look up a text or refuse something; without comments. */
export async function sources(): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (const folder of ['src', 'commands']) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile() || !file.endsWith('.ts') || file.includes('local-discord')) continue;
      const text = await readFile(file, 'utf8');
      found.push({ path: file, text: text.replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gmu, '') });
    }
  }
  return found;
}
