import type { fileTexts as english } from '../file-texts.js';

/** The sentences about the files of a message and what is in them, in Spanish. */
export const fileTexts: typeof english = {
  show: 'Mostrar',
  hide: 'Ocultar',
  showLong: (name) => `Mostrar lo que hay en ${name}`,
  hideLong: (name) => `Ocultar lo que hay en ${name}`,
  contents: (name) => `Lo que hay en ${name}`,
  loading: 'Cargando el archivo',
  failed: 'El archivo no se ha podido leer. Puede que se haya sustituido o quitado.',
  tooLarge: 'El archivo es demasiado grande para mostrarlo aquí. Ábrelo aparte.',
  openPicture: 'Abrir la imagen en otra pestaña',
  altText: 'Texto alternativo',
  raw: 'El archivo tal cual',
  table: {
    more: (rows) => `y ${rows} filas más`,
    empty: 'La tabla está vacía.',
  },
  calendar: {
    entry: (number, count) => (count === 1 ? 'Entrada' : `Entrada ${number} de ${count}`),
    none: 'En este calendario no hay ninguna entrada.',
    calendar: 'Calendario',
    unreadable: (lines) =>
      lines.length === 1
        ? `La línea ${lines[0]} no se puede leer.`
        : `Estas líneas no se pueden leer: ${lines.join(', ')}.`,
    unclosed: (name) => `${name} empieza y no termina.`,
    untitled: 'Sin título',
    labels: {
      DTSTART: 'Comienzo',
      DTEND: 'Final',
      DURATION: 'Duración',
      LOCATION: 'Lugar',
      DESCRIPTION: 'Descripción',
      STATUS: 'Estado',
      SEQUENCE: 'Versión (SEQUENCE)',
      UID: 'UID',
      URL: 'Dirección',
      DTSTAMP: 'Escrito (DTSTAMP)',
      CREATED: 'Creado',
      'LAST-MODIFIED': 'Último cambio',
      RRULE: 'Se repite (RRULE)',
      ORGANIZER: 'Organiza',
      CATEGORIES: 'Categorías',
      VALARM: 'Alarma',
      METHOD: 'Método',
      PRODID: 'Escrito por (PRODID)',
      VERSION: 'Versión del formato',
      'X-WR-CALNAME': 'Nombre',
    },
    floating: 'sin zona',
    unknownZone: (zone) => `${zone}, una zona que este navegador no conoce`,
    yours: (time, zone) => `${time} en tu zona, ${zone}`,
  },
};
