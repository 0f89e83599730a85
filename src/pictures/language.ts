import type { Translate } from '../texts/texts.js';
import type { Direction } from './chart.js';

/** The language of a catalogue, and the direction it is read in, as the catalogue itself says. */
export function languageOf(t: Translate): { language: string; direction: Direction } {
  return {
    language: t('pictures:language'),
    direction: t('pictures:direction') === 'rtl' ? 'rtl' : 'ltr',
  };
}
