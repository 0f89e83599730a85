/** How one language's words are made comparable; what is not told here is left as it is. */
interface Language {
  /** Words that stand in any question and tell nothing of what it is about, folded. */
  stopWords: ReadonlySet<string>;
  /** What different forms of one word have in common; folded words go in. */
  stem: (word: string) => string;
}

const list = (words: string) => new Set(words.split(/\s+/u));

const english: Language = {
  stopWords: list(
    `a about actually again all also always am an and any anybody anyone anything are arent as at be because been being
    but by can cannot cant could couldnt did didnt do does doesnt doing dont each else even ever every everybody
    everyone everything explain for from get give go going gonna good got had has have havent he her here hes him his
    how i id if ill im in into is isnt it its ive just know let lets like lot make many may maybe me mean means might
    more most much must my need no not of ok okay on only or other our out over own please pls really same say says
    shall she should so some somebody someone something still such tell than thanks that thats the their them then
    there theres these they theyre thing things think this those to too u up us very want wanna wants was wasnt way we
    well were what whats when where wheres which who whos whose why will with without wont would wouldnt ya yes you
    youre your`,
  ),
  stem(word) {
    if (word.length < 4) return word;
    let stem = word;
    if (stem.endsWith('ies') && stem.length > 4) stem = `${stem.slice(0, -3)}y`;
    else if (/[^su]s$/u.test(stem)) stem = stem.slice(0, -1);
    // "marching" and "marched", but not "thing" and "need": what is left must be a word with a vowel.
    const ending =
      /^(.*[aeiouy].+)(?:ing|ed)$/u.exec(stem)?.[1] ?? /^(.*[aeiouy].*[^aeiou])ly$/u.exec(stem)?.[1];
    if (ending !== undefined) stem = ending.replace(/([bdgmnprt])\1$/u, '$1');
    return stem.length > 3 ? stem.replace(/e$/u, '') : stem;
  },
};

const spanish: Language = {
  stopWords: list(
    `a aca ademas ahi ahora al algo alguien alguna algunas alguno algunos alla alli ante antes aqui asi aun aunque bien
    cada como con cual cuales cualquier cuando cuanto cuantos cuenta d da dan de decia decian decir del desde di dice
    dicen donde dos e el ella ellas ellos en entonces entre era eran eres es esa esas ese eso esos esta estan estas
    este esto estos estoy explica fue fueron gracias ha haber habia hace hacen hacer hacia han hasta hay he hizo igual ir
    iba k la las le les lo los mas me mi mis mismo misma mismos mucha mucho muchos muy nada ni no nos nosotros nuestra
    nuestras nuestro nuestros o os otra otras otro otros para pero pq poco por porque porq puede pueden puedo pues q que
    queria quien quienes quiere quieren quiero sabe saber se sea ser si sido significa sin sirve sirven sobre solo somos
    son soy su sus tal tambien tan tanto te tenemos tener tengo tiene tienen tipo toda todas todo todos tu tus un una
    unas uno unos va vamos van varios ver vez vos voy x xq y ya yo`,
  ),
  /** Singular, plural, genders and the commonest verb endings in one; and one spelling for what sounds the same. */
  stem(word) {
    const heard = asHeard(word);
    if (heard.length < 4) return heard;
    const verb =
      /^(.{3,}?)(?:aron|ieron|amos|emos|imos|ando|iendo|ados?|adas?|idos?|idas?|[aei]r|an|en)$/u.exec(
        heard,
      )?.[1];
    if (verb !== undefined) return verb;
    return heard.replace(/(?<=.{3})(?:[aeo]s?|(?<=[aeiou])s)$/u, '');
  },
};

/**
 * People write by ear: "uelga", "cindicato", "jente", "boto". As nearly all Spanish-speaking America hears it, where c
 * before e and i, s and z are one sound.
 */
function asHeard(word: string): string {
  return word
    .replace(/(?<!c)h/gu, '')
    .replace(/s?c(?=[ei])|z/gu, 's')
    .replace(/ss/gu, 's')
    .replace(/qu(?=[ei])|c(?!h)|q/gu, 'k')
    .replace(/g(?=[ei])/gu, 'j')
    .replace(/gu(?=[ei])/gu, 'g')
    .replace(/v/gu, 'b')
    .replace(/ll/gu, 'y')
    .replace(/[nm](?=[bp])/gu, 'm');
}

const others: Language = { stopWords: new Set(), stem: (word) => word };
const languages = new Map([
  ['en', english],
  ['es', spanish],
]);

/** The rules of a locale's language; every language without its own has words as they are written. */
export function languageRules(locale: string): Language {
  return languages.get(locale.split('-')[0] ?? '') ?? others;
}
