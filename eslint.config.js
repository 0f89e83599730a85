import tseslint from 'typescript-eslint';

const domainRooms = [
  'proposals',
  'polls',
  'reminders',
  'explainers',
  'organisations',
  'store',
  'texts',
  'time',
  'outbox',
  'settings',
  'digest',
  'servers',
  'pictures',
  'health',
  'supply',
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/local-discord/page/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true, varsIgnorePattern: '^_' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  // Never `x += await f()`: two tasks would overwrite each other's result.
  { files: ['src/**/*.ts', 'commands/**/*.ts'], rules: { 'require-atomic-updates': 'error' } },
  {
    files: ['src/**/*.ts', 'commands/**/*.ts'],
    ignores: ['src/without-token.ts', 'src/local-discord/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/local-discord/**'], message: 'Only without-token.ts loads the local Discord.' },
          ],
        },
      ],
    },
  },
  {
    files: domainRooms.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                'discord.js',
                '@discordjs/*',
                'discord-api-types*',
                '**/discord/**',
                '**/local-discord/**',
              ],
              message: 'Rooms know nothing of Discord: return plain data and render at the edge.',
            },
          ],
        },
      ],
    },
  },
);
