import tseslint from 'typescript-eslint';

const domainRooms = [
  'proposals',
  'reminders',
  'explainers',
  'organisations',
  'store',
  'texts',
  'time',
  'outbox',
];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/local-discord/page/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      'require-atomic-updates': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
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
