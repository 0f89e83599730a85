import type { Proof } from './proof.js';
import { mutateTexts } from './texts/mutate.js';

const texts: Proof = {
  name: 'texts',
  claim:
    'a text changed at random is read, or refused with its file and a line in it, and changes nothing else',
  run: ({ seed }) => mutateTexts({ seed, files: 20_000 }),
};

export default texts;
