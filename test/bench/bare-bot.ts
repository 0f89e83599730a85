/** The yardstick: a bare discord.js bot that answers clicks and, with STORE, keeps each with one awaited write. */
import { Client, Events, GatewayIntentBits, MessageFlags, type Interaction } from 'discord.js';
import type Keyv from 'keyv';

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});
let votes: Keyv | undefined;
if (process.env.STORE !== undefined) {
  const [sqlite, keyv] = await Promise.all([import('@keyv/sqlite'), import('keyv')]);
  const store = new sqlite.KeyvSqlite({ uri: `sqlite://${process.env.STORE}`, busyTimeout: 5_000 });
  await store.query('PRAGMA journal_mode = WAL');
  await store.query('PRAGMA synchronous = FULL');
  votes = new keyv.Keyv({ store, throwOnErrors: true });
}

async function answer(interaction: Interaction): Promise<void> {
  if (!interaction.isButton()) return;
  await votes?.set(`${interaction.message.id}:${interaction.user.id}`, {
    choice: interaction.customId,
    at: interaction.id,
  });
  const text = `Recorded: For. You can change it or take it back until <t:${process.env.CLOSES ?? ''}:F>.`;
  await interaction.reply({
    embeds: [{ color: 0x2e8b57, description: text }],
    flags: MessageFlags.Ephemeral,
  });
}

async function post(): Promise<void> {
  const channel = await client.channels.fetch(process.env.CHANNEL ?? '');
  if (channel?.isSendable() !== true) throw new Error('No channel to post in.');
  const fields = ['How', 'Whom it is addressed to', 'When'].map((name) => ({ name, value: 'picket' }));
  const buttons = ['For', 'Against', 'Abstain', 'More'].map((label) => {
    return { type: 2, style: 2, label, custom_id: label } as const;
  });
  await channel.send({
    embeds: [{ title: 'Picket at the gate', description: 'Everybody here may vote.', fields }],
    components: [{ type: 1, components: buttons }],
  });
  console.log('ready');
}

client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
client.once(Events.ClientReady, () => void post());
process.once('SIGTERM', () => process.exit());
await client.login(process.env.DISCORD_TOKEN);
