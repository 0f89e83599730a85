/**
 * What a command or button wants people to see, as plain data. Texts are final (in the reader's language, typed text
 * already cleaned and escaped); render.ts turns a view into an embed and classic action rows.
 *
 * Eyes and screen readers meet its parts in this order: title, body, fields, footer, then the rows from the first to the
 * last. So the title or the first line says what it is, whatever has to be known before pressing stands above the rows,
 * and a footer holds nothing that is needed to decide. Tone, emoji and position never say anything that the words do not;
 * every picture has an alt text, and its facts stand in the words too.
 */
export interface View {
  title?: string;
  /** Discord Markdown. */
  body?: string;
  fields?: readonly { name: string; value: string; inline?: boolean }[];
  footer?: string;
  tone?: 'neutral' | 'good' | 'bad' | 'warning';
  /** Attached files, at most ten; the whole of them replaces what an edited message had. */
  files?: readonly ViewFile[];
  /** The name of the one among `files` that is shown as a picture. */
  image?: string;
  /** At most five rows; a row is up to five buttons, or one menu. */
  rows?: readonly Row[];
}

export interface ViewFile {
  /** With its ending, e.g. `outcome.png`. */
  name: string;
  /** Text is sent as UTF-8. */
  data: string | Buffer;
  /** What is to be seen, for those who do not see it. */
  altText?: string;
}

export type Row = readonly Button[] | readonly [Menu];

export interface Button {
  label: string;
  /** A custom id built by custom-ids.ts. */
  id: string;
  style?: 'primary' | 'secondary' | 'success' | 'danger';
  disabled?: boolean;
}

export interface Menu {
  id: string;
  placeholder: string;
  options: readonly { label: string; value: string; description?: string; chosen?: boolean }[];
  /** How many may be chosen at once; one when absent. */
  most?: number;
  /** How few; one when absent. */
  least?: number;
}

/** A form (Discord: modal). At most five fields. */
export interface Form {
  id: string;
  title: string;
  fields: readonly {
    /** Name under which the submitted text comes back. */
    name: string;
    label: string;
    description?: string;
    value?: string;
    placeholder?: string;
    long?: boolean;
    required?: boolean;
    maxLength?: number;
  }[];
}

/** What a handler answers with. */
export type Reply =
  /** Only the person sees it. */
  | { kind: 'private'; view: View }
  /** Everyone in the channel sees it. */
  | { kind: 'public'; view: View }
  /** Replaces the private message the button or form was in. */
  | { kind: 'update'; view: View }
  | { kind: 'form'; form: Form };
