/** Every topic there is in English, in the order of the contents. */
export const TOPICS = [
  'the-call',
  'united-front',
  'united-front-1930',
  'march-separately',
  'agreement-limits',
  'defending-meetings',
  'defence-committees',
  'general-strike',
  'withdrawing-labour',
  'working-class',
  'trade-unions',
  'rochester-motion',
  'democratic-party',
  'military',
  'to-voters',
  'what-fascism-does',
  'capitalism-and-socialism',
  'international-picture',
  'spreading-the-call',
  'reading-on',
  'where-this-comes-from',
  'about-this-bot',
];

/** Those that tell what the article says. */
export const FROM_THE_ARTICLE = TOPICS.filter((topic) => topic !== 'about-this-bot');
