import path from 'node:path';
import { ourTexts } from './content-folders.js';
import { readCatalogue } from './texts/catalogue.js';
import { gapsIn, readSources, record, writeSources } from './texts/translation.js';

/**
 * `npm run translated es [KEY …]`: records from which English text translations were made. Of new ones always; of those
 * whose English text has changed since only where their key is given, or `all`, which says that somebody has looked at
 * them. Prints what is recorded and what is still to be mended, both with the texts; ends with 1 where something is.
 */
const [language, ...chosen] = process.argv.slice(2);
const folder = path.join(ourTexts(), 'locales');

if (language === undefined || language === 'en') {
  process.stderr.write('Say for which language, for example: npm run translated es\n');
  process.exitCode = 64;
} else {
  const english = await readCatalogue(folder, 'en');
  const translated = await readCatalogue(folder, language);
  const { after, looked } = record(english, translated, await readSources(folder, language), chosen);
  for (const { key, kind, english: original, translated: shown } of looked)
    process.stdout.write(`${kind} ${key}\n  en: ${original}\n  ${language}: ${shown}\n`);
  await writeSources(folder, language, after);
  const gaps = gapsIn(language, english, translated, after);
  for (const { what } of gaps) process.stderr.write(`${what}\n`);
  process.stdout.write(`${String(Object.keys(after).length)} recorded, ${String(gaps.length)} to mend.\n`);
  if (gaps.length > 0) process.exitCode = 1;
}
