/** An election whose rounds were published. */
export interface PublishedElection {
  name: string;
  /** Where the figures are from. */
  source: string;
  options: readonly string[];
  /** How many gave which answer, the best first. */
  answers: readonly (readonly [count: number, ...choices: string[]])[];
  /** The published rounds, by their place in a count that takes one option out at a time. */
  rounds: Readonly<Record<number, Readonly<Record<string, number>>>>;
  exhausted?: Readonly<Record<number, number>>;
  roundsInAll: number;
  winner: string;
}

export const PUBLISHED: readonly PublishedElection[] = [
  {
    name: 'the capital of Tennessee',
    source:
      'electowiki.org, "Effects of different voting systems under similar circumstances" (the "Tennessee example"): 42, 26, 15 and 17 of 100 voters, each preferring the nearest city',
    options: ['Memphis', 'Nashville', 'Chattanooga', 'Knoxville'],
    answers: [
      [42, 'Memphis', 'Nashville', 'Chattanooga', 'Knoxville'],
      [26, 'Nashville', 'Chattanooga', 'Knoxville', 'Memphis'],
      [15, 'Chattanooga', 'Knoxville', 'Nashville', 'Memphis'],
      [17, 'Knoxville', 'Chattanooga', 'Nashville', 'Memphis'],
    ],
    rounds: {
      1: { Memphis: 42, Nashville: 26, Chattanooga: 15, Knoxville: 17 },
      2: { Memphis: 42, Nashville: 26, Knoxville: 32 },
      3: { Memphis: 42, Knoxville: 58 },
    },
    roundsInAll: 3,
    winner: 'Knoxville',
  },
  {
    name: 'the mayor of Burlington, Vermont, 2009',
    source:
      'rounds: en.wikipedia.org and electowiki.org, "2009 Burlington mayoral election" (first round 2,951, 2,585, 2,063 and 1,306, four ballots without a preference; last round 4,313 to 4,061). Answers: the 8,980 ballots of PrefLib 00005-00000002, put together by whom they were held by',
    options: ['Wright', 'Kiss', 'Montroll', 'Smith', 'Write-in', 'Simpson'],
    answers: [
      [2951, 'Wright'],
      [2585, 'Kiss'],
      [1081, 'Montroll', 'Kiss'],
      [637, 'Montroll', 'Wright'],
      [345, 'Montroll'],
      [370, 'Smith', 'Kiss'],
      [332, 'Smith', 'Wright'],
      [242, 'Smith', 'Montroll', 'Kiss'],
      [132, 'Smith'],
      [127, 'Smith', 'Montroll', 'Wright'],
      [103, 'Smith', 'Montroll'],
      [10, 'Write-in'],
      [8, 'Write-in', 'Montroll', 'Kiss'],
      [6, 'Write-in', 'Kiss'],
      [5, 'Write-in', 'Montroll'],
      [5, 'Write-in', 'Wright'],
      [1, 'Write-in', 'Smith', 'Kiss'],
      [1, 'Write-in', 'Smith'],
      [14, 'Simpson', 'Kiss'],
      [5, 'Simpson', 'Smith', 'Kiss'],
      [4, 'Simpson', 'Wright'],
      [3, 'Simpson'],
      [3, 'Simpson', 'Montroll', 'Wright'],
      [2, 'Simpson', 'Smith', 'Wright'],
      [1, 'Simpson', 'Smith', 'Montroll', 'Kiss'],
      [1, 'Simpson', 'Smith', 'Montroll'],
      [1, 'Simpson', 'Montroll'],
      [1, 'Simpson', 'Write-in'],
    ],
    // The city took Smith, Simpson and the write-ins out at once: its second round is the fourth here, its third the fifth.
    rounds: {
      1: { Wright: 2951, Kiss: 2585, Montroll: 2063, Smith: 1306, 'Write-in': 36, Simpson: 35 },
      4: { Wright: 3294, Kiss: 2981, Montroll: 2554 },
      5: { Wright: 4061, Kiss: 4313 },
    },
    // Published with the four ballots that named nobody, which count for nothing here.
    exhausted: { 1: 0, 4: 147, 5: 602 },
    roundsInAll: 5,
    winner: 'Kiss',
  },
  {
    name: 'the president of Ireland, 1990',
    source:
      'en.wikipedia.org, "1990 Irish presidential election": first count 694,484, 612,265 and 267,902, second 817,830 and 731,273',
    options: ['Lenihan', 'Robinson', 'Currie'],
    answers: [
      [694_484, 'Lenihan'],
      [612_265, 'Robinson'],
      [205_565, 'Currie', 'Robinson'],
      [36_789, 'Currie', 'Lenihan'],
      [25_548, 'Currie'],
    ],
    rounds: {
      1: { Lenihan: 694_484, Robinson: 612_265, Currie: 267_902 },
      2: { Lenihan: 731_273, Robinson: 817_830 },
    },
    exhausted: { 1: 0, 2: 25_548 },
    roundsInAll: 2,
    winner: 'Robinson',
  },
];

/** Every answer of a published election, as the bot has them. */
export function answersOf({ options, answers }: PublishedElection): number[][] {
  const all: number[][] = [];
  for (const [count, ...choices] of answers) {
    const answer = choices.map((choice) => options.indexOf(choice));
    for (let given = 0; given < count; given += 1) all.push(answer);
  }
  return all;
}
