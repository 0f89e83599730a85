import { fold } from '../explainers/fold.js';
import type { Texts } from '../texts/texts.js';
import type { Choice } from './command.js';

/** The languages that have a catalogue, each by its own name: "English", "Español". */
export function languageNames(texts: Texts): Choice[] {
  return texts.languages.map((value) => ({ name: texts.in(value)('common:language'), value }));
}

/** The same, those first whose name or code begins as was typed; all of them where none does. */
export function suggestLanguages(texts: Texts, typed: string): Choice[] {
  const wanted = fold(typed);
  const all = languageNames(texts);
  const fitting = all.filter(({ name, value }) => [name, value].some((one) => fold(one).startsWith(wanted)));
  return fitting.length === 0 ? all : fitting;
}

/** The code of a language given by code or by its own name; undefined where there is no catalogue. */
export function readLanguage(texts: Texts, typed: string): string | undefined {
  const wanted = fold(typed);
  return languageNames(texts).find(({ name, value }) => [name, value].some((one) => fold(one) === wanted))
    ?.value;
}
